import { assertEquals, assertThrows } from "@std/assert";
import { Client, Session, tailGroup } from "@rxgroupme/client";
import { ODD_IDS, withOdd } from "../support/malformed.ts";
import { world } from "../support/world.ts";

const ODD_FIELDS = [
  ...ODD_IDS.map((id) => ({ id })),
  ...[1e21, {}, { toString: 1, valueOf: 1 }].map((created_at) => ({
    created_at,
  })),
];

for (const fields of ODD_FIELDS) {
  Deno.test(`Tail delivers what comes after a message with ${JSON.stringify(fields)}`, async () => {
    const { clock: scheduler, simulator } = world();
    const { token } = simulator;
    const group = simulator.addGroup({ history: 5 });
    const fetch = withOdd(simulator, fields);
    const client = new Client({ token, fetch, scheduler });
    const messages = client.groups.messages(group.id);
    const seen: (string | undefined)[][] = [[], []];
    const errors: unknown[] = [];
    const tails = [messages.tail(), client.tail()].map((tail, i) =>
      tail.subscribe({
        next: ({ text }) => seen[i]?.push(text),
        error: (error) => errors.push(error),
      })
    );
    await scheduler.advance(5_000);
    simulator.inject(group, { text: "odd" });
    for (const text of ["low tide", "slack water", "high tide"]) {
      await scheduler.advance(60_000);
      simulator.inject(group, { text });
    }
    await scheduler.advance(60_000);
    for (const tail of tails) tail.unsubscribe();
    assertEquals(errors, []);
    const regular = ["low tide", "slack water", "high tide"];
    for (const texts of seen) {
      assertEquals(texts.filter((text) => text !== "odd"), regular);
    }
  });
}

Deno.test("Tail polls no sooner than a Retry-After says, whatever the status", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 5 });
  const running = client.groups.messages(group.id).tail().subscribe();
  await clock.advance(1_000);
  const fault = simulator.fault({
    status: 503,
    headers: { "retry-after": "120" },
  });
  await clock.advance(100_000);
  assertEquals(fault.hits, 1);
  await clock.advance(30_000);
  assertEquals(fault.hits, 2);
  running.unsubscribe();
});

for (const name of ["interval", "maxInterval", "allowedLateness"]) {
  Deno.test(`tailGroup() refuses as ${name} what no timer can wait for`, () => {
    const session = new Session({ token: "t" });
    for (const ms of [Infinity, 2 ** 31]) {
      assertThrows(
        () => tailGroup(session, "1", { [name]: ms }),
        RangeError,
        `Cannot use '${name}': it must be milliseconds`,
      );
    }
  });
}
