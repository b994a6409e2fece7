import { cacheOf, type TimelineCache } from "./cache.ts";

/** The part of a `Storage`, such as `localStorage`, that is used here. */
export interface CacheStorageArea {
  /** Reads what is kept under a key. */
  getItem(key: string): string | null;
  /** Keeps a text under a key. */
  setItem(key: string, value: string): void;
}

/**
 * Keeps windows in Web Storage: the first snapshot has rows at once.
 *
 * @param prefix The prefix of the keys: one for each account.
 * @default {"groupme"}
 */
export function webStorageCache(
  storage: CacheStorageArea,
  prefix = "groupme",
): TimelineCache {
  return cacheOf({
    get: (name) => JSON.parse(storage.getItem(`${prefix} ${name}`) ?? "null"),
    set: (name, value) =>
      storage.setItem(`${prefix} ${name}`, JSON.stringify(value)),
  });
}
