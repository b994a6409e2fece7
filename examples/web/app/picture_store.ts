import { pictureDatabase, picturesOf } from "./kept_data.ts";

/** A picture as it is kept: as it was chosen, as it was uploaded, or both. */
export interface KeptPicture {
  readonly id: string;
  readonly file?: Blob | undefined;
  /** The JSON of what is attached, once it is uploaded. */
  readonly attachment?: object | undefined;
}

interface Stored extends KeptPicture {
  readonly conversation: string;
}

/** So many pictures of an account are kept at most. */
const MAX_COUNT = 30;

/** So many bytes of them are kept at most. */
const MAX_BYTES = 50e6;

const STORE = "pictures";

/**
 * The pictures that go out with the draft of a conversation. Their ids stand in
 * local storage, which is written at once: a picture that was sent is never there
 * again, and one that was not kept in time is missed.
 */
export class PictureStore {
  readonly #account: string;
  readonly #conversation: string;

  /** Names the account and the conversation. */
  constructor(account: string, conversation: string) {
    this.#account = account;
    this.#conversation = conversation;
  }

  /** Lists pictures, before they are kept. */
  add(ids: readonly string[]): void {
    this.#list([...this.#listed(), ...ids]);
  }

  /** Forgets pictures. */
  remove(ids: readonly string[]): void {
    this.#list(this.#listed().filter((id) => !ids.includes(id)));
    // What stays then is removed when another picture is kept.
    this.#run((store) => ids.forEach((id) => store.delete(id))).catch(() => {});
  }

  /** The pictures of the list; of one that was not kept, its id alone. */
  async read(): Promise<readonly KeptPicture[]> {
    const ids = this.#listed();
    if (ids.length === 0) return [];
    let all: readonly Stored[] = [];
    try {
      all = await this.#run((store) => resultOf(store.getAll()));
    } catch {
      // Storage that is denied.
    }
    return ids.map((id) => all.find((it) => it.id === id) ?? { id });
  }

  /** Keeps a picture; says why where it cannot. */
  async keep(picture: KeptPicture): Promise<string> {
    const { id, file, attachment } = picture;
    const conversation = this.#conversation;
    try {
      const isKept = await this.#run(async (store) => {
        let [count, bytes] = [1, file?.size ?? 0];
        const all: readonly Stored[] = await resultOf(store.getAll());
        for (const it of all) {
          if (it.id === id) continue;
          if (!this.#listed(it.conversation).includes(it.id)) {
            store.delete(it.id);
            continue;
          }
          count += 1;
          bytes += it.file?.size ?? 0;
        }
        if (count > MAX_COUNT || bytes > MAX_BYTES) return false;
        store.put({ id, conversation, file, attachment });
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
  }

  #listed(conversation: string = this.#conversation): readonly string[] {
    try {
      const key = picturesOf(this.#account) + conversation;
      return JSON.parse(localStorage.getItem(key) ?? "[]");
    } catch {
      // Storage that is denied, or holds something else.
      return [];
    }
  }

  #list(ids: readonly string[]): void {
    const key = picturesOf(this.#account) + this.#conversation;
    try {
      if (ids.length > 0) localStorage.setItem(key, JSON.stringify(ids));
      else localStorage.removeItem(key);
    } catch {
      // They are still in the composer.
    }
  }

  /** Closes the database afterwards, as nothing else can remove it meanwhile. */
  async #run<T>(use: (store: IDBObjectStore) => T): Promise<Awaited<T>> {
    const opening = indexedDB.open(pictureDatabase(this.#account));
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
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
