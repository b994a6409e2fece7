import { assertEquals } from "@std/assert";
import type { Cursor } from "../../lib/cursors/cursor.ts";
import {
  type Bindings,
  bundle,
  type Miniflare,
  testOnWorkerd,
  withWorker,
} from "../support/workerd.ts";
import { assertCompares, assertKeeps, assertOneWins } from "./contract.ts";
import type { Order } from "./worker.ts";

const script = await bundle(new URL("worker.ts", import.meta.url));

/** Sends orders to one place, which carries them out side by side. */
async function send(
  worker: Miniflare,
  place: string,
  orders: readonly Order[],
): Promise<unknown[]> {
  const response = await worker.dispatchFetch(`http://localhost/${place}`, {
    method: "POST",
    body: JSON.stringify(orders),
  });
  return await response.json();
}

/** The cursor at a place in the worker, from here. */
function cursorAt(worker: Miniflare, place: string): Required<Cursor> {
  const one = async (order: Order) => (await send(worker, place, [order]))[0];
  return {
    get: async () => await one({ do: "get" }) as string | null,
    set: (value) => one({ do: "set", value }),
    compareAndSet: async (expected, value) =>
      await one({ do: "compareAndSet", expected, value }) as boolean,
  };
}

const kinds: Record<string, boolean> = { SQLite: true, "key-value": false };
for (const [kind, useSQLite] of Object.entries(kinds)) {
  const bindings: Bindings = {
    durableObjects: { PLACES: { className: "Place", useSQLite } },
  };

  testOnWorkerd(
    `durableObjectCursor() keeps the last text, ${kind}`,
    async () => {
      await withWorker(script, bindings, async (worker) => {
        await assertKeeps(cursorAt(worker, "object/a"));
        assertEquals(await cursorAt(worker, "object/b").get(), null);
      });
    },
  );

  testOnWorkerd(
    `durableObjectCursor() changes what is as expected, ${kind}`,
    async () => {
      await withWorker(script, bindings, async (worker) => {
        await assertCompares(cursorAt(worker, "object/a"));
      });
    },
  );

  testOnWorkerd(
    `durableObjectCursor() lets one writer win, ${kind}`,
    async () => {
      await withWorker(script, bindings, async (worker) => {
        const cursor = cursorAt(worker, "object/a");
        await assertOneWins(Array(10).fill(cursor));
        const within = ["1", "2", "3"]
          .map((value): Order => ({ do: "compareAndSet", value }));
        const answers = await send(worker, "object/b", within);
        assertEquals(answers.filter((it) => it === true).length, 1);
      });
    },
  );

  testOnWorkerd(
    `durableObjectCursor() outlives its worker, ${kind}`,
    async () => {
      const dir = await Deno.makeTempDir();
      try {
        await withWorker(script, bindings, async (worker) => {
          await cursorAt(worker, "object/a").set("1");
        }, dir);
        await withWorker(script, bindings, async (worker) => {
          const cursor = cursorAt(worker, "object/a");
          assertEquals(await cursor.get(), "1");
          assertEquals(await cursor.compareAndSet("1", "2"), true);
        }, dir);
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
    },
  );
}

testOnWorkerd("workersKvCursor() keeps the last text", async () => {
  const bindings: Bindings = { kvNamespaces: ["CURSORS"] };
  await withWorker(script, bindings, async (worker) => {
    await assertKeeps(cursorAt(worker, "kv/a"));
    assertEquals(await cursorAt(worker, "kv/b").get(), null);
  });
});
