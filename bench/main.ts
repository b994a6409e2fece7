/**
 * Reads the whole history of a group over loopback: by hand, by this library
 * and by its peers; then measures push and cold imports. See README.md on what
 * it means.
 *
 * @module
 */

import { Child } from "./child.ts";
import { coldImports } from "./cold_import.ts";
import { pushDelay } from "./push.ts";
import { type Result, table } from "./report.ts";
import type { Reading } from "./worker.ts";

/** The first is what the others are held to. */
const CONTENDERS = ["loop", "rxgroupme", "node_groupme"];
const WARM_UPS = 2;
const ROUNDS = 5;

/** Histories as long as it takes to see the difference, and no longer. */
const SETTINGS = [
  { latency: 0, messages: 60_000 },
  { latency: 50, messages: 6_000 },
];

for (const { latency, messages } of SETTINGS) {
  console.log(
    `\n${messages.toLocaleString("en")} messages, ` +
      `${latency} ms of latency, medians of ${ROUNDS}`,
  );
  console.log(table(await measure(latency, messages)));
}

console.log(`\n${await pushDelay()}`);
console.log(`\n${await coldImports()}`);

/** Lets all contenders read the same history, in turn. */
async function measure(latency: number, messages: number): Promise<Result[]> {
  await using children = new AsyncDisposableStack();
  const server = children.use(new Child("server.ts", messages, latency));
  const base = await server.next();
  const contenders = CONTENDERS.map((name) => ({
    name,
    worker: children.use(new Child("worker.ts", name)),
    readings: [] as Reading[],
  }));
  for (let round = 0; round < WARM_UPS + ROUNDS; round++) {
    for (const { name, worker, readings } of contenders) {
      const reading: Reading = JSON.parse(await worker.ask(base));
      if (reading.messages !== messages) {
        throw new Error(`${name} read ${reading.messages} of ${messages}`);
      }
      if (round >= WARM_UPS) readings.push(reading);
    }
  }
  return contenders;
}
