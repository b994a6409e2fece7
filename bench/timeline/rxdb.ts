import { createRxDatabase } from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import type { Load, Said } from "./contender.ts";

const SCHEMA = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 20 },
    userId: { type: "string" },
    text: { type: "string" },
    at: { type: "number" },
    likes: { type: "array", items: { type: "string" } },
  },
  required: ["id"],
} as const;

/** A database in memory, and a live query of it in the order of ids. */
export const load: Load = async (messages) => {
  const database = await createRxDatabase({
    name: `bench${Date.now()}`,
    storage: getRxStorageMemory(),
  });
  const { messages: collection } = await database.addCollections({
    messages: { schema: SCHEMA },
  });
  if (!collection) throw new Error("Cannot measure: no collection");
  await collection.bulkInsert(messages.map((it) => ({ ...it })));
  let told: (list: ArrayLike<unknown>) => void = () => {};
  let isReady = () => {};
  const ready = new Promise<void>((resolve) => isReady = resolve);
  collection.find({ sort: [{ id: "asc" }] }).$.subscribe(
    (list: ArrayLike<unknown>) => {
      if (list.length >= messages.length) isReady();
      told(list);
    },
  );
  await ready;
  const change = (message: Said) => {
    const next = new Promise<ArrayLike<unknown>>((resolve) => told = resolve);
    return collection.upsert({ ...message, likes: [...message.likes] })
      .then(() => next);
  };
  return { write: change, edit: change, react: change };
};
