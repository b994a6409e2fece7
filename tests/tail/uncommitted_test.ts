import { assertEquals, assertLess } from "@std/assert";
import { type AnyMessage, commit } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { lastValueFrom, of } from "rxjs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Checkpoint } from "../../lib/tail/checkpoint.ts";
import { oneOf, randomOf, seedOf } from "../support/mutate.ts";
import { watch } from "../support/watch.ts";
import { world } from "../support/world.ts";

/** The heap in use, in bytes, after a collection. */
function heapUsed(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return Deno.memoryUsage().heapUsed;
}

Deno.test("Checkpoint.deliver() keeps a bounded number of messages that are never committed", async () => {
  const checkpoint = await lastValueFrom(
    new Checkpoint(memoryCursor()).load(),
  );
  const names = ["group 1", "group 2", "user 3"];
  for (const name of names) checkpoint.begin(name, { after: "1" });
  let id = 175_405_230_010_000_000n;
  let delivered = 0;
  /** Pages of all conversations in turn, each 10 messages behind its end. */
  const deliver = (pages: number) => {
    for (let page = 0; page < pages; page++) {
      const rows = Array.from({ length: 100 }, () => ({
        id: `${id += 1_000_000n}`,
        created: 1,
        isOrdered: true,
        message: {},
      }));
      const name = names[page % names.length] ?? "";
      checkpoint.deliver(name, rows, rows.at(-10)?.id);
      delivered += rows.length;
    }
    return heapUsed();
  };
  const before = deliver(300);
  // As many entries as messages would be some 100 MB.
  assertLess(deliver(10_000) - before, 5_000_000);
  assertEquals(delivered, 1_030_000);
});

/** What a tail of everything delivers after a long absence; nothing is committed. */
async function account() {
  const { clock, simulator, client } = world();
  const groups = [5_000, 4_000, 2_500].map((count) => {
    const group = simulator.addGroup({ members: 1, history: 1 });
    return { count, group };
  });
  const cursor = memoryCursor();
  const run = () => watch<AnyMessage>(client.tail({ cursor }));
  const first = run();
  await clock.advance(5_000);
  first[Symbol.dispose]();
  for (const { count, group } of groups) {
    for (let n = 0; n < count; n++) simulator.inject(group);
    await clock.advance(60_000);
  }
  const second = run();
  await clock.advance(100_000);
  second[Symbol.dispose]();
  assertEquals(second.values.length, 11_500);
  return { clock, simulator, groups, cursor, run, values: second.values };
}

Deno.test("commit() of the newest of 11,500 messages moves a cursor past all of them", async () => {
  const { clock, cursor, run, values } = await account();
  const newest = values.at(-1);
  if (newest) await lastValueFrom(of(newest).pipe(commit(cursor)));
  using again = run();
  await clock.advance(60_000);
  assertEquals(again.values, []);
});

Deno.test("commit() of any of 11,500 messages skips none of those after it", async () => {
  const random = randomOf(seedOf("uncommitted", 20_261_129));
  for (let round = 0; round < 2; round++) {
    const { clock, simulator, groups, cursor, run, values } = await account();
    const at = Math.floor(random() * values.length);
    const message = values[at];
    if (message) await lastValueFrom(of(message).pipe(commit(cursor)));
    const written = simulator.inject(oneOf(groups, random).group).id;
    using again = run();
    await clock.advance(100_000);
    const ids = again.values.map(({ id }) => id);
    assertEquals(new Set(ids).size, ids.length);
    const repeated = new Set(ids);
    const missing = [...values.slice(at + 1).map(({ id }) => id), written]
      .filter((id) => !repeated.has(id));
    assertEquals(missing, [], `after ${at}`);
  }
});
