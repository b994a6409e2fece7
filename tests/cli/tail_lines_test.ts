import { assert, assertEquals } from "@std/assert";
import { Shell } from "./shell.ts";

function idsOn(out: string): string[] {
  return out.split("\n").filter((line) => line).map((it) => JSON.parse(it).id);
}

for (const n of [0, 1, 7, 100, 101, 250, 1_000]) {
  Deno.test(`groupme tail -n ${n} begins with that many, and loses none`, async () => {
    const shell = new Shell();
    const { simulator, clock } = shell;
    const size = 260;
    const group = simulator.addGroup({ name: "Family", members: 1 });
    for (let i = 0; i < size; i++) {
      simulator.inject(group, { text: `old ${i}` });
    }
    // One comes while each of the first requests is under way.
    let count = 0;
    shell.fetch = (request) => {
      if (count < 6) simulator.inject(group, { text: `during ${count++}` });
      return simulator.fetch(request);
    };
    const running = shell.start("tail", "Family", "--json", "-n", `${n}`);
    await clock.advance(30_000);
    const shown = idsOn(running.out);
    for (let i = 0; i < 3; i++) {
      simulator.inject(group, { text: `live ${i}` });
      await clock.advance(20_000);
    }
    running.interrupt();
    assertEquals(await running.code, 130);
    const ids = idsOn(running.out);
    const all = Array.from({ length: group.size }, (_, i) => group.idAt(i));
    assertEquals(ids, all.slice(-ids.length), "each once, in order");
    assertEquals(ids.length, shown.length + 3);
    // What came in before the page was read is among the newest, what came
    // after that is live.
    assert(shown.length >= Math.min(n, size), `${shown.length}`);
    assert(shown.length <= Math.min(n, size) + count, `${shown.length}`);
    assertEquals([simulator.open, clock.pending], [0, 0]);
  });
}

Deno.test("groupme tail -n begins with nothing in an empty group, and shows the first message", async () => {
  const shell = new Shell();
  const { simulator, clock } = shell;
  const group = simulator.addGroup({ name: "Family", members: 1 });
  const running = shell.start("tail", "Family", "--json", "--lines", "5");
  await clock.advance(10_000);
  assertEquals(running.out, "");
  simulator.inject(group, { text: "first" });
  await clock.advance(30_000);
  running.interrupt();
  await running.code;
  assertEquals(idsOn(running.out), [group.idAt(0)]);
});

Deno.test("groupme tail -n takes no old message for a late one", async () => {
  const shell = new Shell();
  const { simulator, clock } = shell;
  const group = simulator.addGroup({ name: "Family", members: 1 });
  for (let i = 0; i < 9; i++) simulator.inject(group, { text: `${i}` });
  const late = simulator.inject(group, { text: "late", visibleAfter: 4_000 });
  const last = simulator.inject(group, { text: "last" });
  const running = shell.start("tail", "Family", "--json", "-n", "1");
  await clock.advance(30_000);
  running.interrupt();
  await running.code;
  assertEquals(idsOn(running.out), [last.id, late.id]);
});
