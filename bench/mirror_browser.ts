/**
 * Mirrors one long history into IndexedDB, in Chromium with a profile on the
 * disk, and measures time, memory, and how long a search takes. Its argument is
 * how many messages. The simulator is in the page, and answers at once.
 *
 * @module
 */

import { stop } from "esbuild";
import { bundleProgram } from "../_tools/build/bundle.ts";
import { withProfile } from "../tests/support/chromium.ts";
import { Loopback } from "../tests/support/loopback.ts";

const MIB = 2 ** 20;
const [messages = 1_000_000] = Deno.args.map(Number);

/** What the page tells of itself; times are in ms, sizes in bytes. */
interface Told {
  readonly messages: number;
  readonly ms: number;
  /** How long the store took of it. */
  readonly writing: number;
  /** How much more heap was in use at the end than when all was warm. */
  readonly growth: number;
  readonly stored: number;
  readonly searches: readonly {
    readonly query: string;
    readonly hits: number;
    readonly median: number;
  }[];
  /** Requests of a further run. */
  readonly again: number;
}

const PROGRAM = `
import { Client } from "@rxgroupme/client";
import { mirror, search } from "@rxgroupme/client/mirror";
import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { lastValueFrom, tap } from "rxjs";

const WARM = 10_000;
const SEARCHES = 51;
const WORDS = ["tide", "the tide", "harbour", "rope", "quillwort"];

const heap = () => {
  globalThis.gc();
  return performance.memory.usedJSHeapSize;
};

globalThis.run = async (count) => {
  const simulator = new GroupMeSimulator();
  simulator.addGroup({ history: { count, everyMs: 300_000 } });
  const { token, fetch } = simulator;
  const rateLimit = { requests: 1_000, perMs: 1 };
  const client = new Client({ token, fetch, rateLimit });
  const plain = indexedDbMirror("mirror");
  let writing = 0;
  const write = async (batch) => {
    const started = performance.now();
    await plain.write(batch);
    writing += performance.now() - started;
  };
  const store = {
    coverage: (name) => plain.coverage(name),
    read: (name, range) => plain.read(name, range),
    search: (query) => plain.search(query),
    lock: () => plain.lock(),
    meta: plain.meta,
    write,
  };
  let warm = 0;
  let told = 0;
  const started = performance.now();
  const { messages } = await lastValueFrom(mirror(client, store).pipe(
    tap(({ messages }) => {
      // The simulator's own memory is not to be measured.
      simulator.resetRequests();
      if (warm === 0 && messages >= WARM) warm = heap();
      if (messages - told >= 50_000) {
        told = messages;
        console.log(messages + " messages");
      }
    }),
  ));
  const ms = performance.now() - started;
  const growth = heap() - warm;
  const { usage } = await navigator.storage.estimate();
  const searches = [];
  for (const query of WORDS) {
    const times = [];
    let hits = 0;
    for (let n = 0; n < SEARCHES; n++) {
      const began = performance.now();
      hits = (await lastValueFrom(search(store, query))).hits.length;
      times.push(performance.now() - began);
    }
    const median = times.sort((a, b) => a - b)[SEARCHES >> 1];
    searches.push({ query, hits, median });
  }
  simulator.resetRequests();
  await lastValueFrom(mirror(client, store, { lookback: 0 }));
  const again = simulator.requests.length;
  return { messages, ms, writing, growth, stored: usage, searches, again };
};
`;

const { outputFiles: [file] } = await bundleProgram(PROGRAM, "inside");
await stop();
await using server = new Loopback(({ url }) => {
  const isProgram = new URL(url).pathname === "/program.js";
  const type = isProgram ? "text/javascript" : "text/html";
  const page =
    '<!doctype html><script type="module" src="/program.js"></script>';
  return new Response(isProgram ? file?.text : page, {
    headers: { "content-type": type },
  });
});
const flags = ["--js-flags=--expose-gc", "--enable-precise-memory-info"];
const told: Told = await withProfile(flags, async (context) => {
  const page = await context.newPage();
  page.on("console", (it) => console.log(it.text()));
  await page.goto(server.origin);
  await page.waitForFunction("globalThis.run !== undefined");
  return await page.evaluate(`run(${messages})`);
});
const perSecond = (ms: number) => (told.messages / ms * 1_000).toFixed();
console.log(
  `${told.messages} messages in ${(told.ms / 1_000).toFixed(1)} s, ` +
    `${perSecond(told.ms)} a second with the simulator, ` +
    `${perSecond(told.writing)} a second into the store; ` +
    `heap growth after the first 10000: ${
      (told.growth / MIB).toFixed(1)
    } MiB; ` +
    `${(told.stored / told.messages).toFixed()} bytes a message`,
);
for (const { query, hits, median } of told.searches) {
  console.log(
    `search "${query}": ${hits} hits, median ${median.toFixed(2)} ms`,
  );
}
console.log(`second run: ${told.again} requests`);
