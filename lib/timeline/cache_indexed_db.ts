import { cacheOf, type TimelineCache } from "./cache.ts";
import { withStore } from "./store_indexed_db.ts";

/**
 * Keeps windows in IndexedDB, which has more room than Web Storage; the rows
 * come shortly after the first snapshot.
 *
 * @param database The name of the database: one for each account.
 * @default {"groupme timelines"}
 */
export function indexedDbCache(database = "groupme timelines"): TimelineCache {
  return cacheOf({
    get: (name) => withStore(database, "readonly", (store) => store.get(name)),
    set: (name, value) =>
      withStore(database, "readwrite", (store) => store.put(value, name)),
  });
}
