/**
 * Reads the whole history of a group over loopback: by hand, by this library
 * and by its peers; then measures push, cold imports and timelines. See
 * README.md on what it means. With arguments it measures those parts alone:
 * `history`, `push`, `import`, `timeline`; numbers beside `history` are the
 * latencies to measure alone, in ms. The last line is JSON.
 *
 * @module
 */

import { Child } from "./child.ts";
import { coldImports } from "./cold_import.ts";
import { pushDelay } from "./push.ts";
import { compare, type Result, type Row, table } from "./report.ts";
import { timelines } from "./timeline/main.ts";
import type { Reading } from "./worker.ts";

/** The first is what the others are held to. */
const CONTENDERS = [
  "loop",
  "loop_200",
  "careful_loop",
  "rxgroupme",
  "rxgroupme_6",
  "node_groupme",
  "octokit",
];

/** As long, and as often in a row, as it takes to see the difference. */
const SETTINGS = [
  { latency: 0, messages: 60_000, times: 3, warmUps: 2, rounds: 7 },
  { latency: 20, messages: 10_000, times: 1, warmUps: 1, rounds: 3 },
  { latency: 50, messages: 10_000, times: 1, warmUps: 1, rounds: 3 },
  { latency: 100, messages: 10_000, times: 1, warmUps: 1, rounds: 3 },
];

const PARTS = ["history", "push", "import", "timeline"];
const wanted = Deno.args.filter((it) => PARTS.includes(it));
const latencies = Deno.args.filter((it) => /^\d+$/.test(it)).map(Number);
const isWanted = (part: string) => wanted.length === 0 || wanted.includes(part);
const all: { latency: number; messages: number; rows: readonly Row[] }[] = [];

for (const setting of isWanted("history") ? SETTINGS : []) {
  const { latency, messages, rounds } = setting;
  if (latencies.length > 0 && !latencies.includes(latency)) continue;
  console.log(
    `\n${messages.toLocaleString("en")} messages, ` +
      `${latency} ms of latency, ${rounds} rounds`,
  );
  const rows = compare(await measure(setting), samePages);
  all.push({ latency, messages, rows });
  console.log(table(rows));
}

if (isWanted("push")) console.log(`\n${await pushDelay()}`);
if (isWanted("import")) console.log(`\n${await coldImports()}`);
if (isWanted("timeline")) console.log(`\n${await timelines()}`);
if (isWanted("history")) console.log(`\n${JSON.stringify(all)}`);

/** The loop whose pages are as long as a contender's. */
function samePages(name: string): string {
  return /rxgroupme|loop_200|careful/.test(name) ? "loop_200" : "loop";
}

/** Lets all contenders read the same history, in turn. */
async function measure(
  { latency, messages, times, warmUps, rounds }: typeof SETTINGS[number],
): Promise<Result[]> {
  await using children = new AsyncDisposableStack();
  const server = children.use(new Child("server.ts", messages, latency));
  const base = await server.next();
  const contenders = CONTENDERS.map((name) => ({
    name,
    worker: children.use(new Child("worker.ts", name, times)),
    readings: [] as Reading[],
  }));
  for (let round = 0; round < warmUps + rounds; round++) {
    for (const { name, worker, readings } of contenders) {
      const reading: Reading = JSON.parse(await worker.ask(base));
      const all = messages * times;
      if (reading.messages !== all) {
        throw new Error(`${name} read ${reading.messages} of ${all}`);
      }
      if (round >= warmUps) readings.push(reading);
    }
  }
  return contenders;
}
