/**
 * Mirrors one long history into SQLite, in virtual time, and measures what the
 * program itself needs: time, memory, and how long a search takes. Its argument
 * is how many messages. Run it with `--v8-flags=--expose-gc`.
 *
 * @module
 */

import { Client } from "@rxgroupme/client";
import { mirror, search } from "@rxgroupme/client/mirror";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { lastValueFrom, tap } from "rxjs";
import { median } from "./report.ts";

const MIB = 2 ** 20;
const SEARCHES = 50;
/** Messages after which everything is warm. */
const WARM = 10_000;

const [messages = 1_000_000] = Deno.args.map(Number);
const clock = new VirtualClock();
const simulator = new GroupMeSimulator({ scheduler: clock });
simulator.addGroup({ history: { count: messages, everyMs: 300_000 } });
const { token, fetch } = simulator;
const client = new Client({ token, fetch, scheduler: clock });
const directory = await Deno.makeTempDir({ prefix: "mirror-" });
const path = `${directory}/groupme.db`;

function heap(): number {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  return Deno.memoryUsage().heapUsed;
}

try {
  await using store = sqliteMirror(path);
  let warm = 0;
  const started = performance.now();
  const run = mirror(client, store).pipe(
    tap(({ messages }) => {
      // The simulator's own memory is not to be measured.
      simulator.resetRequests();
      if (warm === 0 && messages >= WARM) warm = heap();
    }),
  );
  const last = await clock.until(lastValueFrom(run), 10 * 86_400_000);
  const seconds = (performance.now() - started) / 1_000;
  const growth = heap() - warm;
  const { size } = await Deno.stat(path);
  console.log(
    `${last.messages} messages in ${seconds.toFixed(1)} s, ` +
      `${(last.messages / seconds).toFixed()} a second with the simulator; ` +
      `heap growth after the first ${WARM}: ${
        (growth / MIB).toFixed(1)
      } MiB; ` +
      `${(size / last.messages).toFixed()} bytes a message`,
  );
  const words = ["tide", "the tide", "harbour", "rope", "quillwort"];
  for (const query of words) {
    const times: number[] = [];
    let hits = 0;
    for (let n = 0; n < SEARCHES; n++) {
      const began = performance.now();
      hits = (await lastValueFrom(search(store, query))).hits.length;
      times.push(performance.now() - began);
    }
    console.log(
      `search "${query}": ${hits} hits, median ${median(times).toFixed(2)} ms`,
    );
  }
  simulator.resetRequests();
  await clock.until(lastValueFrom(mirror(client, store, { lookback: 0 })));
  console.log(`second run: ${simulator.requests.length} requests`);
} finally {
  await Deno.remove(directory, { recursive: true });
}
