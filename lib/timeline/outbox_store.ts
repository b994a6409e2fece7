import type { MaybePromise } from "../cursors/cursor.ts";
import { isId } from "../util/ids.ts";
import { isObject, toText } from "../wire/json.ts";
import { isOver, type StoredEntry } from "./outbox_entry.ts";

/** A store of entries; each of its methods may give a promise, or fail. */
export interface OutboxStore {
  /** All entries, in any order. */
  entries(): MaybePromise<readonly StoredEntry[]>;
  /** Keeps an entry, in place of the one with its `guid`. */
  put(entry: StoredEntry): MaybePromise<unknown>;
  /** Drops the entry with this `guid`, if there is one. */
  remove(guid: string): MaybePromise<unknown>;
}

/** Keeps entries for as long as the program runs. */
export function memoryOutbox(): OutboxStore {
  const entries = new Map<string, StoredEntry>();
  return {
    entries: () => [...entries.values()],
    put: (entry) => void entries.set(entry.guid, entry),
    remove: (guid) => void entries.delete(guid),
  };
}

/** The entries among what a store holds, which may be something else. */
export function readEntries(stored: unknown): readonly StoredEntry[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((it: unknown) => {
    if (!isObject(it) || !isObject(it.conversation)) return [];
    const guid = toText(it.guid);
    const { content, conversation, createdAt, triedAfter, state } = it;
    const groupId = toText(conversation.groupId) ?? "";
    const otherUserId = toText(conversation.otherUserId) ?? "";
    const key = isId(groupId)
      ? { groupId }
      : isId(otherUserId)
      ? { otherUserId }
      : undefined;
    if (!guid || !key || !isObject(content)) return [];
    return [{
      guid,
      key: guid,
      conversation: key,
      content: {
        ...typeof content.text === "string" && { text: content.text },
        ...Array.isArray(content.attachments) &&
          { attachments: content.attachments },
      },
      createdAt: typeof createdAt === "number" ? createdAt : 0,
      ...typeof triedAfter === "string" && { triedAfter },
      ...isOver(state) && { state, reason: toText(it.reason) },
    }];
  });
}
