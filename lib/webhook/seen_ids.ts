import type { MaybePromise } from "../cursors/cursor.ts";

/**
 * The ids of messages whose work is done. A `Set` will do, if it need not be
 * bounded; one that outlives the program is a few lines over any store.
 *
 * @example In the storage of a Durable Object
 * ```ts
 * import type { SeenIds } from "@rxgroupme/client/webhook";
 *
 * declare const storage: {
 *   get(key: string): Promise<unknown>;
 *   put(key: string, value: unknown): Promise<void>;
 * };
 * const seen: SeenIds = {
 *   has: async (id) => await storage.get(`seen ${id}`) !== undefined,
 *   add: (id) => storage.put(`seen ${id}`, true),
 * };
 * console.log(await seen.has("175405230148217736"));
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
