import { type OutboxStore, readEntries } from "./outbox_store.ts";
import { withStore } from "./store_indexed_db.ts";

/**
 * Keeps entries in IndexedDB, which has room for pictures and outlives the
 * browser.
 *
 * @param name The name of the database.
 * @default {"groupme outbox"}
 */
export function indexedDbOutbox(name = "groupme outbox"): OutboxStore {
  return {
    entries: async () =>
      readEntries(
        await withStore(name, "readonly", (store) => store.getAll()),
      ),
    put: (entry) =>
      withStore(name, "readwrite", (store) => store.put(entry, entry.guid)),
    remove: (guid) =>
      withStore(name, "readwrite", (store) => store.delete(guid)),
  };
}
