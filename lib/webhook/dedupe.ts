import type { MaybePromise } from "../cursors/cursor.ts";

/**
 * The ids of messages whose work is done. A `Set` will do, if it need not be
 * bounded; one that outlives the program is a few lines over any store.
 *
 * @example In Deno KV, for a day
 * ```ts
 * import { type SeenIds, webhook } from "@rxgroupme/client/webhook";
 *
 * const kv = await Deno.openKv();
 * const seen: SeenIds = {
 *   has: async (id) => (await kv.get(["seen", id])).value !== null,
 *   add: (id) => kv.set(["seen", id], true, { expireIn: 86_400_000 }),
 * };
 * const { handler } = webhook({
 *   secret: "31c9f3a0-6d0e-4a57-9d53-4d1c1f0e8a55",
 *   seen,
 *   work: async ({ text }) => console.log(text),
 * });
 * Deno.serve(handler);
 * ```
 */
export interface SeenIds {
  /** Was this id added? */
  has(id: string): MaybePromise<boolean>;
  /** Remembers an id. */
  add(id: string): MaybePromise<unknown>;
}

/**
 * Remembers the last ids in memory, and forgets the oldest beyond `limit`.
 *
 * @param limit How many to remember, at least 1.
 * @throws {RangeError} With another limit.
 */
export function recentIds(limit: number = 10_000): SeenIds {
  if (!(limit >= 1)) {
    throw new RangeError(`Cannot remember ids: limit is ${limit}`);
  }
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      const [oldest = id] = ids;
      if (ids.size > limit) ids.delete(oldest);
    },
  };
}
