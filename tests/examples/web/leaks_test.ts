import { assert, assertEquals } from "@std/assert";
import { open, said, withApp } from "./stage.ts";

/** What Chromium counts of a page, garbage aside. */
interface Gauges {
  readonly listeners: number;
  readonly nodes: number;
  readonly heap: number;
}

Deno.test("examples/web leaves nothing behind when conversations are switched 100 times", async () => {
  await withApp((simulator) => {
    for (const name of ["Family", "Choir"]) {
      simulator.addGroup({ name, members: 2, history: 300 });
    }
  }, async ({ page, context, simulator, problems }) => {
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    const gauge = async (): Promise<Gauges> => {
      for (let i = 0; i < 3; i++) {
        await session.send("HeapProfiler.collectGarbage");
      }
      const { metrics } = await session.send("Performance.getMetrics");
      const of = (wanted: string) =>
        metrics.find(({ name }) => name === wanted)?.value ?? 0;
      return {
        listeners: of("JSEventListeners"),
        nodes: of("Nodes"),
        heap: of("JSHeapUsedSize"),
      };
    };
    const turn = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await open(page, i % 2 ? /Family/ : /Choir/);
        await said(page, /./).first().waitFor();
      }
    };
    await turn(10);
    const before = await gauge();
    await turn(100);
    const after = await gauge();
    console.log(JSON.stringify({ before, after }));
    assert(after.listeners <= before.listeners * 1.1 + 20);
    assert(after.nodes <= before.nodes * 1.2 + 500);
    // Values are shared with caches that fill up to a bound.
    assert(after.heap <= before.heap * 1.5 + 4_000_000);
    assert(simulator.open <= 3, `${simulator.open} requests wait`);
    assertEquals(problems, []);
  });
});
