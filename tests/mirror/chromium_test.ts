import { assert, assertEquals, assertLess } from "@std/assert";
import { testWithEsbuild } from "../build/esbuild.ts";
import { withProgram } from "./program_page.ts";

/** What the page tells of itself. */
interface Told {
  readonly messages: number;
  readonly perSecond: number;
  readonly isEqual: boolean;
  readonly found: number;
  readonly searchMs: number;
  readonly second: boolean;
  readonly again: boolean;
  readonly rows: number;
  readonly firstRowsMs: number;
  readonly transactions: number;
  readonly messageRequests: number;
  readonly redrawn: number;
  readonly newest: string | undefined;
}

const PROGRAM = `
import { Client } from "@rxgroupme/client";
import { memoryMirror, mirror, mirrored, search } from "@rxgroupme/client/mirror";
import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { timeline } from "@rxgroupme/client/timeline";
import { filter, firstValueFrom, lastValueFrom } from "rxjs";

const MESSAGES = 10_000;

globalThis.run = async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ history: MESSAGES });
  const options = {
    token: simulator.token,
    fetch: simulator.fetch,
    rateLimit: { requests: 1_000, perMs: 1 },
  };
  const client = new Client(options);
  const store = indexedDbMirror("mirror");
  const started = performance.now();
  const { messages } = await lastValueFrom(mirror(client, store));
  const perSecond = messages / (performance.now() - started) * 1_000;
  const name = "group:" + group.id;
  const stored = await store.read(name, { limit: MESSAGES });
  const memory = memoryMirror();
  await lastValueFrom(mirror(client, memory));
  const truth = await memory.read(name, { limit: MESSAGES });
  const isEqual = JSON.stringify(stored) === JSON.stringify(truth);
  const word = truth[7].text?.split(/\\W+/)[0] ?? "the";
  await lastValueFrom(search(store, word));
  const began = performance.now();
  const { hits } = await lastValueFrom(search(store, word));
  const searchMs = performance.now() - began;

  const other = indexedDbMirror("mirror");
  const release = await store.lock();
  const second = await other.lock() !== undefined;
  release();
  let again;
  for (let n = 0; n < 100 && !again; n++) again = await other.lock();
  again?.();

  simulator.resetRequests();
  const source = mirrored(store, { groupId: group.id });
  const live = timeline(client, group.id, { source, interval: 100, maxInterval: 100 });
  let transactions = 0;
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given) {
    transactions += 1;
    return transaction.apply(this, given);
  };
  const opened = performance.now();
  let last;
  const subscription = live.subscribe((it) => last = it);
  const first = await firstValueFrom(live.pipe(filter((it) => it.items.length > 0)));
  const firstRowsMs = performance.now() - opened;
  IDBDatabase.prototype.transaction = transaction;
  const isOfMessages = ({ path }) => path.includes("/messages");
  const messageRequests = simulator.requests.filter(isOfMessages).length;
  // What is new comes by the mirror.
  const { id } = simulator.inject(group, { text: "news" });
  const page = await lastValueFrom(client.groups.messages(group.id).list());
  const coverage = await store.coverage(name);
  await store.write({ name, rows: page.map((it) => it.data), changes: [], coverage });
  const next = await firstValueFrom(live.pipe(
    filter(({ items }) => items.at(-1)?.id === id),
  ));
  const before = new Set(first.items);
  const redrawn = next.items.slice(0, -1).filter((it) => !before.has(it)).length;
  subscription.unsubscribe();
  await store[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
  return {
    messages, perSecond, isEqual, found: hits.length, searchMs, second,
    again: again !== undefined, rows: first.items.length, firstRowsMs,
    transactions, messageRequests, redrawn, newest: next.items.at(-1)?.message.text,
  };
};
`;

testWithEsbuild(
  "indexedDbMirror() in Chromium copies, searches and locks; a timeline over it shows rows at once",
  async () => {
    await withProgram(PROGRAM, async (page) => {
      const told: Told = await page.evaluate("run()");
      console.log(JSON.stringify(told));
      assertEquals(told.messages, 10_000);
      assert(told.isEqual);
      assertLess(0, told.found);
      assertEquals([told.second, told.again], [false, true]);
      assertEquals(told.messageRequests, 0);
      assertLess(0, told.rows);
      // Which conversations there are, and the page: no walk through the copy.
      assertLess(0, told.transactions);
      assertLess(told.transactions, 5);
      assertEquals(told.newest, "news");
      // The row above what is new may end a run of one author.
      assertLess(told.redrawn, 2);
    });
  },
);
