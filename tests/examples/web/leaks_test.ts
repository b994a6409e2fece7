import { assert, assertEquals } from "@std/assert";
import { filter, firstValueFrom, interval, timeout } from "rxjs";
import { gaugeOf } from "./gauge.ts";
import { wheelUp } from "./in_page.js";
import { LONG_MS, traced } from "./long_tasks.ts";
import { open, said, withApp } from "./stage.ts";

Deno.test("examples/web leaves nothing behind when conversations are switched 100 times", async () => {
  await withApp((simulator) => {
    for (const name of ["Family", "Choir"]) {
      simulator.addGroup({ name, members: 2, history: 300 });
    }
  }, async ({ page, simulator, problems }) => {
    const gauge = await gaugeOf(page);
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
    await firstValueFrom(
      interval(100).pipe(
        filter(() => simulator.open <= 3),
        timeout(60_000),
      ),
    );
    assertEquals(problems, []);
  });
});

Deno.test("examples/web holds a window of what is scrolled through, and draws it in short tasks", async () => {
  await withApp((simulator) => {
    simulator.addGroup({
      name: "Long",
      members: 3,
      history: {
        count: 2_500,
        imageEvery: 11,
        likeEvery: 5,
        text: (i) => `tide ${i} `.repeat(1 + i % 9),
      },
    });
  }, async ({ page, problems }) => {
    await open(page, /Long/);
    await said(page, "tide 2499").first().waitFor();
    const list = page.getByRole("log", { name: "Messages" });
    const gauge = await gaugeOf(page);
    const up = (most: number) =>
      traced(page, () => list.evaluate(wheelUp, most));
    const first = await up(600);
    const before = await gauge();
    const second = await up(1_500);
    const after = await gauge();
    console.log(JSON.stringify({ before, after }));
    assert(second.result.came >= 1_500, `${second.result.came} messages`);
    // 300 rows are kept, and a page while it comes.
    assert(second.result.rowsAtMost <= 400, `${second.result.rowsAtMost} rows`);
    assert(after.listeners <= before.listeners * 1.2 + 20);
    assert(after.nodes <= before.nodes * 1.3 + 500);
    assert(after.heap <= before.heap * 1.3 + 2_000_000);
    const long = [...first.tasks, ...second.tasks].filter((it) => it > LONG_MS);
    // Some 20 pages are drawn; the collector, or the trace itself, may take one.
    assert(long.length <= 1, `${long}`);
    assertEquals(problems, []);
  });
});
