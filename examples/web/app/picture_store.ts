import type { AttachmentData } from "@rxgroupme/client";
import { pictureDatabase, picturesOf } from "./kept_data.ts";

/** A picture as it is kept: as it was chosen, as it was uploaded, or both. */
export interface KeptPicture {
  readonly id: string;
  readonly file?: Blob | undefined;
  /** The JSON of what is attached, once it is uploaded. */
  readonly attachment?: AttachmentData | undefined;
}

interface Stored extends KeptPicture {
  /** The key of the list that it is in. */
  readonly list: string;
}

/** The pictures that go out with the draft of a conversation. */
export interface PictureStore {
  /** Lists pictures, before they are kept. */
  add(ids: readonly string[]): void;
  /** Forgets pictures. */
  remove(ids: readonly string[]): void;
  /** The pictures of the list; of one that was not kept, its id alone. */
  read(): Promise<readonly KeptPicture[]>;
  /** Keeps a picture; says why where it cannot. */
  keep(picture: KeptPicture): Promise<string>;
}

/** So many pictures of an account are kept at most. */
const MAX_COUNT = 30;

/** So many bytes of them are kept at most. */
const MAX_BYTES = 50e6;

const STORE = "pictures";

/**
 * Keeps pictures in IndexedDB. Their ids stand in local storage, which is written
 * at once: a picture that was sent is never there again, and one that was not
 * kept in time is missed.
 */
export function pictureStore(
  account: string,
  conversation: string,
): PictureStore {
  const list = picturesOf(account) + conversation;
  const database = pictureDatabase(account);
  return {
    add(ids) {
      writeIds(list, [...readIds(list), ...ids]);
    },
    remove(ids) {
      writeIds(list, readIds(list).filter((id) => !ids.includes(id)));
      // What stays then is removed when another picture is kept.
      inStore(database, (store) => ids.forEach((id) => store.delete(id)))
        .catch(() => {});
    },
    async read() {
      const ids = readIds(list);
      if (ids.length === 0) return [];
      // Storage may be denied.
      const all = await inStore(database, readAll).catch(() => []);
      return ids.map((id) => all.find((it) => it.id === id) ?? { id });
    },
    async keep(picture) {
      try {
        const isKept = await inStore(database, async (store) => {
          let [count, bytes] = [1, picture.file?.size ?? 0];
          for (const it of await readAll(store)) {
            if (it.id === picture.id) continue;
            if (!readIds(it.list).includes(it.id)) {
              store.delete(it.id);
              continue;
            }
            count += 1;
            bytes += it.file?.size ?? 0;
          }
          if (count > MAX_COUNT || bytes > MAX_BYTES) return false;
          store.put({ ...picture, list });
          return true;
        });
        return isKept
          ? ""
          : `no more than ${MAX_COUNT} pictures, ${
            MAX_BYTES / 1e6
          } MB, are kept.`;
      } catch (error) {
        return `${error}`.includes("Quota")
          ? "the storage of this browser is full."
          : "this browser keeps none.";
      }
    },
  };
}

function readIds(list: string): readonly string[] {
  try {
    return JSON.parse(localStorage.getItem(list) ?? "[]");
  } catch {
    // Storage that is denied, or holds something else.
    return [];
  }
}

function writeIds(list: string, ids: readonly string[]): void {
  try {
    if (ids.length > 0) localStorage.setItem(list, JSON.stringify(ids));
    else localStorage.removeItem(list);
  } catch {
    // They are still in the composer.
  }
}

/** Closes the database afterwards, as nothing else can remove it meanwhile. */
async function inStore<T>(
  name: string,
  use: (store: IDBObjectStore) => T,
): Promise<Awaited<T>> {
  const opening = indexedDB.open(name);
  opening.onupgradeneeded = () =>
    opening.result.createObjectStore(STORE, { keyPath: "id" });
  const database = await resultOf(opening);
  try {
    const transaction = database.transaction(STORE, "readwrite");
    // A full disk shows here, after each request has succeeded.
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const used = use(transaction.objectStore(STORE));
    const [result] = await Promise.all([used, done]);
    return result;
  } finally {
    database.close();
  }
}

function readAll(store: IDBObjectStore): Promise<readonly Stored[]> {
  return resultOf(store.getAll());
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
