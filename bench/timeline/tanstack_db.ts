import { createCollection, createLiveQueryCollection } from "@tanstack/db";
import type { Load, Said } from "./contender.ts";

interface Sync {
  begin(): void;
  write(change: { type: "insert" | "update"; value: Said }): void;
  commit(): void;
  markReady(): void;
}

/** A collection, and a live query of it in the order of ids. */
export const load: Load = async (messages) => {
  let sync: Sync | undefined;
  const collection = createCollection<Said, string>({
    id: "messages",
    getKey: ({ id }) => id,
    sync: {
      sync: (params) => {
        sync = params as Sync;
        sync.begin();
        for (const value of messages) sync.write({ type: "insert", value });
        sync.commit();
        sync.markReady();
      },
    },
  });
  const query = createLiveQueryCollection({
    startSync: true,
    query: (q) =>
      q.from({ message: collection }).orderBy(({ message }) => message.id),
  });
  await query.preload();
  let isTold = false;
  query.subscribeChanges(() => isTold = true);
  const change = (type: "insert" | "update", value: Said) => {
    isTold = false;
    sync?.begin();
    sync?.write({ type, value });
    sync?.commit();
    if (!isTold) throw new Error("Cannot measure: the query tells later");
    return query.toArray;
  };
  return {
    write: (message) => change("insert", message),
    edit: (message) => change("update", message),
    react: (message) => change("update", message),
  };
};
