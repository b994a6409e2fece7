import "fake-indexeddb/auto";
import { memoryMirror, type MirrorStore } from "@rxgroupme/client/mirror";
import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
import { ndjsonMirror } from "@rxgroupme/client/mirror/ndjson";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";

/** A store of a test. */
export type TestStore = MirrorStore & AsyncDisposable;

/** A kind of store, each with a place of its own that is removed afterwards. */
export interface StoreKind {
  readonly name: string;
  /** Whether it is there after it was closed. */
  readonly isLasting: boolean;
  /** Makes a place, and removes it after `use`. */
  place(
    use: (open: () => TestStore, path: string) => Promise<void>,
  ): Promise<void>;
}

let databases = 0;

/** A directory for one test, which is removed after it. */
export async function inDirectory(
  use: (path: string) => Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempDir({ prefix: "mirror-" });
  try {
    await use(path);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

/** All stores that there are. */
export const STORE_KINDS: readonly StoreKind[] = [
  {
    name: "memoryMirror()",
    isLasting: false,
    place: async (use) => {
      const store = memoryMirror();
      await use(() => store, "");
    },
  },
  {
    name: "sqliteMirror()",
    isLasting: true,
    place: (use) =>
      inDirectory((path) => use(() => sqliteMirror(`${path}/a.db`), path)),
  },
  {
    name: "ndjsonMirror()",
    isLasting: true,
    place: (use) => inDirectory((path) => use(() => ndjsonMirror(path), path)),
  },
  {
    name: "indexedDbMirror()",
    isLasting: true,
    place: async (use) => {
      const name = `mirror ${databases++}`;
      await use(() => indexedDbMirror(name), name);
    },
  },
];
