import type { MaybePromise } from "../cursors/cursor.ts";
import { invalidArgument } from "../util/validate.ts";

/**
 * A store of the ids of handled messages. A `Set` is one without a bound; one
 * that outlives the program is a few lines over any store.
 *
 * @example In Deno KV, for a day
 * ```ts
 * import { type DedupeStore, webhook } from "@rxgroupme/client/webhook";
 *
 * const kv = await Deno.openKv();
 * const dedupe: DedupeStore = {
 *   has: async (id) => (await kv.get(["handled", id])).value !== null,
 *   add: (id) => kv.set(["handled", id], true, { expireIn: 86_400_000 }),
 * };
 * const { handler } = webhook({
 *   secret: "31c9f3a0-6d0e-4a57-9d53-4d1c1f0e8a55",
 *   dedupe,
 *   handle: async ({ text }) => console.log(text),
 * });
 * Deno.serve(handler);
 * ```
 */
export interface DedupeStore {
  /** Whether the id was added. */
  has(id: string): MaybePromise<boolean>;
  /** Stores an id. */
  add(id: string): MaybePromise<unknown>;
}

/**
 * Keeps the last ids in memory, and forgets the oldest beyond `limit`.
 *
 * @param limit The number of ids to keep, at least 1.
 * @throws {RangeError} With another limit.
 */
export function recentIds(limit: number = 10_000): DedupeStore {
  if (!(limit >= 1)) {
    throw invalidArgument(
      "limit",
      `it must be at least 1, got ${limit}`,
      RangeError,
    );
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
