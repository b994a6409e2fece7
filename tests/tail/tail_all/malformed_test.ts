import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { ODD_IDS } from "../../support/malformed.ts";
import { world } from "../../support/world.ts";

const ODD = ODD_IDS.flatMap((id) => [
  { id, group_id: undefined },
  { messages: { last_message_id: id } },
]);

for (const fields of ODD) {
  Deno.test(`Client.tail() tails the others where a group is listed with ${JSON.stringify(fields)}`, async () => {
    const { clock: scheduler, simulator } = world();
    const { token } = simulator;
    const group = simulator.addGroup({ history: 5 });
    const odd = simulator.addGroup({ history: 5 });
    const client = new Client({
      token,
      scheduler,
      async fetch(request) {
        const response = await simulator.fetch(request);
        if (!request.url.includes("/groups?") || response.status !== 200) {
          return response;
        }
        const { response: groups, ...rest } = await response.json();
        const listed = groups.map((it: { id: string }) =>
          it.id === odd.id ? { ...it, ...fields } : it
        );
        return Response.json({ ...rest, response: listed });
      },
    });
    const seen: (string | undefined)[] = [];
    const errors: unknown[] = [];
    const running = client.tail().subscribe({
      next: ({ text }) => seen.push(text),
      error: (error) => errors.push(error),
    });
    await scheduler.advance(5_000);
    simulator.inject(group, { text: "low tide" });
    const founded = simulator.addGroup();
    simulator.inject(founded, { text: "high tide" });
    await scheduler.advance(30_000);
    running.unsubscribe();
    assertEquals(errors, []);
    assertEquals(seen.toSorted(), ["high tide", "low tide"]);
  });
}
