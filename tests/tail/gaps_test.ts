import { assert, assertEquals, assertThrows } from "@std/assert";
import type { AnyMessage, Gap, Tail, TailOptions } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { world } from "../support/world.ts";

/** What a tail delivers and tells, in that order. */
function heard(tail: Tail<AnyMessage>) {
  const log: (Gap | string)[] = [];
  const told = tail.gaps$.subscribe((gap) => log.push(gap));
  const messages: Observable<AnyMessage> = tail;
  const running = messages.subscribe(({ id }) => log.push(id));
  return {
    log,
    stop() {
      running.unsubscribe();
      told.unsubscribe();
    },
  };
}

/** A tail that misses `missed` messages. */
async function absent(missed: number, options: TailOptions, isAll: boolean) {
  const { clock, simulator, client } = world({ simulator: { pageCap: 100 } });
  const group = simulator.addGroup({ history: 30 });
  await clock.advance(60_000);
  const tail: Tail<AnyMessage> = isAll
    ? client.tail(options)
    : client.groups.messages(group.id).tail(options);
  const { log, stop } = heard(tail);
  await clock.advance(30_000);
  const known = simulator.inject(group).id;
  await clock.advance(30_000);
  simulator.outage(missed * 100 + 1_000);
  const sent: string[] = [];
  for (let i = 0; i < missed; i++) {
    sent.push(simulator.inject(group).id);
    await clock.advance(100);
  }
  simulator.resetRequests();
  await clock.advance(300_000);
  sent.push(simulator.inject(group).id);
  await clock.advance(30_000);
  stop();
  const asked = simulator.requests.filter(({ path, query }) =>
    path.endsWith("/messages") && query.before_id
  );
  return { log, known, sent, conversation: { groupId: group.id }, asked };
}

for (const isAll of [false, true]) {
  const what = isAll ? "Client.tail()" : "Messages.tail()";

  Deno.test(`${what} with gap: "tell" tells of what it leaves out, before the messages beyond it`, async () => {
    const { log, known, sent, conversation, asked } = await absent(
      450,
      { gap: "tell" },
      isAll,
    );
    const newest = sent.slice(150);
    const [before = ""] = newest;
    const gap = { conversation, after: known, before };
    assertEquals(log, [known, gap, ...newest]);
    assertEquals(asked.length, 2);
  });

  Deno.test(`${what} with gap: "tell" tells nothing where what was missed fits maxCatchUp`, async () => {
    const { log, known, sent } = await absent(
      250,
      { gap: "tell", maxCatchUp: 3 },
      isAll,
    );
    assertEquals(log, [known, ...sent]);
  });

  Deno.test(`${what} walks through any gap by default`, async () => {
    const { log, known, sent } = await absent(450, {}, isAll);
    assertEquals(log, [known, ...sent]);
  });
}

Deno.test("Messages.tail() with maxCatchUp: 1 reads no page but the newest one", async () => {
  const { log, known, sent, asked } = await absent(
    450,
    { gap: "tell", maxCatchUp: 1 },
    false,
  );
  assertEquals(log.length, 1 + 1 + 101);
  assertEquals(log.slice(2), sent.slice(350));
  assertEquals(log[0], known);
  assertEquals(asked, []);
});

Deno.test("Tail.gaps$ is shared, and starts no run", async () => {
  const { clock, simulator, client } = world();
  const { id } = simulator.addGroup({ history: 30 });
  const tail = client.groups.messages(id).tail({ gap: "tell" });
  const told = tail.gaps$.subscribe();
  await clock.advance(10_000);
  told.unsubscribe();
  assertEquals(simulator.requests, []);
});

Deno.test("Messages.tail() refuses another gap or maxCatchUp before any request", () => {
  const { client, simulator } = world();
  const messages = client.groups.messages("1");
  const other = "skip" as "tell";
  assertThrows(() => messages.tail({ gap: other }), TypeError, "gap");
  for (const maxCatchUp of [0, 1.5, NaN, -1]) {
    assertThrows(
      () => messages.tail({ gap: "tell", maxCatchUp }),
      RangeError,
      "maxCatchUp",
    );
  }
  assert(simulator.requests.length === 0);
});
