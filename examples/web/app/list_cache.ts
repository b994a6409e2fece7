import type { ConversationRow } from "@rxgroupme/client/timeline";
import { listKey } from "./kept_data.ts";

/** What is kept of a conversation, to be shown before the list is loaded. */
export type KeptRow = Pick<
  ConversationRow,
  "key" | "conversation" | "title" | "imageUrl" | "isPinned"
>;

/** The conversations as they were last listed; none where nothing is kept. */
export function readRows(account: string): readonly KeptRow[] {
  try {
    const text = localStorage.getItem(listKey(account));
    return text ? JSON.parse(text) : [];
  } catch {
    // Storage that is denied, or holds something else.
    return [];
  }
}

/** Keeps the conversations; what is said in them stays out. */
export function writeRows(
  account: string,
  rows: readonly ConversationRow[],
): void {
  const kept = rows.map((
    { key, conversation, title, imageUrl, isPinned },
  ): KeptRow => ({ key, conversation, title, imageUrl, isPinned }));
  try {
    localStorage.setItem(listKey(account), JSON.stringify(kept));
  } catch {
    // They are listed again next time.
  }
}
