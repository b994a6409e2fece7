/**
 * Scrolls the web app in Chromium up through a year of messages. Prints the
 * tasks of more than 50 ms, by the clock and by the processor, beside those of
 * a page that does nothing; and what is held as more and more has gone by.
 *
 *     deno run --lock=deno.lock -A bench/web.ts
 *     deno run --lock=deno.lock -A bench/web.ts 2000
 *
 * @module
 */

import {
  idle,
  longTasks,
  noteLongTasks,
  wheelUp,
} from "../tests/examples/web/in_page.js";
import { gaugeOf } from "../tests/examples/web/gauge.ts";
import { LONG_MS, traced } from "../tests/examples/web/long_tasks.ts";
import { open, said, withApp } from "../tests/examples/web/stage.ts";

const count = Number(Deno.args[0] ?? 10_000);
const STEP = 1_000;
const YEAR_MS = 365 * 86_400_000;

await withApp((simulator) => {
  simulator.addGroup({
    name: "Long",
    members: 5,
    history: {
      count,
      everyMs: YEAR_MS / count,
      imageEvery: 11,
      likeEvery: 5,
      text: (i) => `tide ${i} `.repeat(1 + i % 9),
    },
  });
}, async ({ context, origin }) => {
  await context.addInitScript(noteLongTasks);
  const page = await context.newPage();
  const opened = await traced(page, async () => {
    await page.goto(origin);
    await open(page, /Long/);
    await said(page, `tide ${count - 1}`).first().waitFor();
  });
  const opening: number[] = await page.evaluate(longTasks);
  const gauge = await gaugeOf(page);
  const list = page.getByRole("log", { name: "Messages" });
  let tasks: readonly number[] = [];
  const held = [];
  let [seen, frames] = [0, 0];
  while (true) {
    const step = await traced(page, () => list.evaluate(wheelUp, STEP));
    const { came, rowsAtMost } = step.result;
    tasks = [...tasks, ...step.tasks];
    seen += came;
    frames += step.result.frames;
    const { heap, listeners, nodes } = await gauge();
    held.push({
      "scrolled up": seen,
      "rows at most": rowsAtMost,
      "heap, MB": Number((heap / 1e6).toFixed(1)),
      listeners,
      nodes,
    });
    if (came < STEP) break;
  }
  const all: number[] = await page.evaluate(longTasks);
  const empty = await context.newPage();
  await empty.goto(`${origin}/demo.json`);
  const nothing = await traced(empty, () => empty.evaluate(idle, frames));
  const none: number[] = await empty.evaluate(longTasks);
  const tell = (clock: readonly number[], processor: readonly number[]) => ({
    "by the clock": clock.length,
    "by the processor": processor.filter((ms) => ms > LONG_MS).length,
    "most of the processor, ms": Math.round(
      processor.reduce((most, ms) => Math.max(most, ms), 0),
    ),
  });
  console.table(held);
  console.log(`Tasks of more than ${LONG_MS} ms:`);
  console.table({
    "opening the app and the conversation": tell(opening, opened.tasks),
    [`scrolling, ${frames} frames`]: tell(all.slice(opening.length), tasks),
    "an empty page, as many frames": tell(none, nothing.tasks),
  });
});
Deno.exit(0);
