import type { OutboxEntry } from "./outbox_entry.ts";
import { type OutboxStore, readEntries } from "./outbox_store.ts";

/** The part of a `Storage`, such as `localStorage`, that is used here. */
export interface OutboxStorage {
  /** How many keys there are. */
  readonly length: number;
  /** The name of a key. */
  key(index: number): string | null;
  /** Reads what is kept under a key. */
  getItem(key: string): string | null;
  /** Keeps a text under a key. */
  setItem(key: string, value: string): void;
  /** Drops a key. */
  removeItem(key: string): void;
}

/**
 * Keeps entries in Web Storage: in `localStorage` they outlive the browser.
 * Each has a key of its own, so that two tabs do not overwrite each other's.
 *
 * @param key What the names of the keys begin with.
 * @default {"groupme outbox"}
 */
export function webStorageOutbox(
  storage: OutboxStorage,
  key = "groupme outbox",
): OutboxStore {
  const keyOf = (guid: string) => `${key} ${guid}`;
  return {
    entries: () => {
      const names = Array.from(
        { length: storage.length },
        (_, at) => storage.key(at) ?? "",
      );
      const own = names.filter((name) => name.startsWith(`${key} `));
      return readEntries(own.map((name) => parse(storage.getItem(name))));
    },
    put: (entry: OutboxEntry) =>
      storage.setItem(keyOf(entry.guid), JSON.stringify(entry)),
    remove: (guid) => storage.removeItem(keyOf(guid)),
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
