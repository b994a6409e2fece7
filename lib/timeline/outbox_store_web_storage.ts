import type { StoredEntry } from "./outbox_entry.ts";
import { type OutboxStore, readEntries } from "./outbox_store.ts";

/** The part of a `Storage`, such as `localStorage`, that is used here. */
export interface OutboxStorage {
  /** Reads the text under a key. */
  getItem(key: string): string | null;
  /** Keeps a text under a key. */
  setItem(key: string, value: string): void;
  /** Drops a key. */
  removeItem(key: string): void;
  /** The number of keys; without it, a list of the entries is kept too. */
  readonly length?: number;
  /** The name of a key. */
  key?(index: number): string | null;
}

/**
 * Keeps entries in Web Storage: in `localStorage` they outlive the browser.
 * Each has a key of its own, so that two tabs do not overwrite each other's.
 *
 * @param key The beginning of the names of the keys; one for each account.
 * @default {"groupme outbox"}
 */
export function webStorageOutbox(
  storage: OutboxStorage,
  key = "groupme outbox",
): OutboxStore {
  const keyOf = (guid: string) => `${key} ${guid}`;

  /** The names of the entries, where a storage cannot list its keys. */
  function listed(): readonly string[] {
    const names = parse(storage.getItem(key));
    return Array.isArray(names) ? names.map(String) : [];
  }

  function list(names: readonly string[]): void {
    if (storage.key) return;
    storage.setItem(key, JSON.stringify([...new Set(names)]));
  }

  function names(): readonly string[] {
    const { length = 0 } = storage;
    if (!storage.key) return listed();
    return Array.from({ length }, (_, at) => storage.key?.(at) ?? "")
      .filter((name) => name.startsWith(`${key} `));
  }

  return {
    entries: () =>
      names().flatMap((name) =>
        // Another account's key may begin with this one.
        readEntries([parse(storage.getItem(name))])
          .filter(({ guid }) => keyOf(guid) === name)
      ),
    put: (entry: StoredEntry) => {
      storage.setItem(keyOf(entry.guid), JSON.stringify(entry));
      list([...listed(), keyOf(entry.guid)]);
    },
    remove: (guid) => {
      storage.removeItem(keyOf(guid));
      list(listed().filter((name) => name !== keyOf(guid)));
    },
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    // Something else stands there.
    return null;
  }
}
