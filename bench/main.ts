/**
 * Reads the whole history of a group over loopback: by hand, by this library
 * and by its peers; then measures push, cold imports and timelines. See
 * README.md on what it means.
 *
 * @module
 */

import { Child } from "./child.ts";
import { coldImports } from "./cold_import.ts";
import { pushDelay } from "./push.ts";
import { type Result, table } from "./report.ts";
import { timelines } from "./timeline/main.ts";
import type { Reading } from "./worker.ts";

/** The first is what the others are held to. */
const CONTENDERS = ["loop", "careful_loop", "rxgroupme", "node_groupme"];
const WARM_UPS = 2;
const ROUNDS = 5;

/** As long, and as often in a row, as it takes to see the difference. */
const SETTINGS = [
  { latency: 0, messages: 60_000, times: 3 },
  { latency: 50, messages: 6_000, times: 1 },
];

for (const setting of SETTINGS) {
  console.log(
    `\n${setting.messages.toLocaleString("en")} messages, ` +
      `${setting.latency} ms of latency, medians of ${ROUNDS}`,
  );
  console.log(table(await measure(setting)));
}

console.log(`\n${await pushDelay()}`);
console.log(`\n${await coldImports()}`);
console.log(`\n${await timelines()}`);

/** Lets all contenders read the same history, in turn. */
async function measure(
  { latency, messages, times }: typeof SETTINGS[number],
): Promise<Result[]> {
  await using children = new AsyncDisposableStack();
  const server = children.use(new Child("server.ts", messages, latency));
  const base = await server.next();
  const contenders = CONTENDERS.map((name) => ({
    name,
    worker: children.use(new Child("worker.ts", name, times)),
    readings: [] as Reading[],
  }));
  for (let round = 0; round < WARM_UPS + ROUNDS; round++) {
    for (const { name, worker, readings } of contenders) {
      const reading: Reading = JSON.parse(await worker.ask(base));
      const all = messages * times;
      if (reading.messages !== all) {
        throw new Error(`${name} read ${reading.messages} of ${all}`);
      }
      if (round >= WARM_UPS) readings.push(reading);
    }
  }
  return contenders;
}
