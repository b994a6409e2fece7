import { assertEquals } from "@std/assert";
import { conversation } from "../../../examples/browser/conversation.ts";
import { world } from "../../support/world.ts";

for (const size of [0, 3, 30]) {
  Deno.test(`conversation() shows the end of ${size} messages, then what is said`, async () => {
    const { clock, simulator, client } = world();
    const text = (i: number) => `tide ${i}`;
    const history = { count: size, text };
    const group = simulator.addGroup({ members: 1, history });
    const seen: unknown[] = [];
    const reading = conversation(client.groups.messages(group.id))
      .subscribe((message) => seen.push(message.text));
    await clock.advance(5_000);
    for (const text of ["high", "low"]) simulator.inject(group, { text });
    await clock.advance(30_000);
    const last = Array.from({ length: size }, (_, i) => text(i)).slice(-20);
    assertEquals(seen, [...last, "high", "low"]);
    reading.unsubscribe();
    await clock.settle();
    assertEquals([clock.pending, simulator.open], [0, 0]);
  });
}
