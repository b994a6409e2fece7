import type { ConversationKey } from "../tail/live_source.ts";
import { conversationKey } from "../tail/conversation_source.ts";
import { compareIds } from "../util/ids.ts";
import { isObject, toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import {
  compareRows,
  type ConversationRow,
  type Listed,
  previewOf,
  withFields,
} from "./conversation_row.ts";
import { deleted, factsOfNotice } from "./facts.ts";

/** All conversations of an account, as indexes and messages tell of them. */
export class ConversationList {
  #listed = new Map<string, Listed>();
  #pinned: ReadonlySet<string> = new Set();
  #rows: readonly ConversationRow[] = Object.freeze([]);

  /** The rows in their order; the same list while nothing in it changes. */
  get rows(): readonly ConversationRow[] {
    const sorted = [...this.#listed.values()].map(({ row }) => row)
      .sort(compareRows);
    const isSame = sorted.length === this.#rows.length &&
      sorted.every((row, at) => row === this.#rows[at]);
    if (!isSame) this.#rows = Object.freeze(sorted);
    return this.#rows;
  }

  /** Whether a conversation is listed. */
  has(key: ConversationKey): boolean {
    return this.#listed.has(conversationKey(key));
  }

  /** Whether an index tells something that is not known. */
  isNews({ row, lastId, edited }: Listed): boolean {
    const known = this.#listed.get(row.key);
    return !known || compareIds(lastId, known.lastId) > 0 ||
      edited > known.edited;
  }

  /** Takes in what an index lists; returns the conversations with news. */
  take(entries: readonly Listed[]): readonly string[] {
    return entries.filter((entry) => {
      const { row } = entry;
      const known = this.#listed.get(row.key);
      const isNews = this.isNews(entry);
      const isPinned = this.#pinned.has(entry.pinId);
      // A message may have been pushed that was not there yet.
      const isOld = known && compareIds(entry.lastId, known.lastId) < 0;
      const next = isOld
        ? { title: row.title, imageUrl: row.imageUrl, isMuted: row.isMuted }
        : { ...row, isPinned };
      this.#listed.set(row.key, {
        ...isOld ? known : entry,
        row: known ? withFields(known.row, next) : { ...row, isPinned },
      });
      return isNews;
    }).map(({ row }) => row.key);
  }

  /** Takes a walk through all in: what it does not list is gone. */
  replace(
    entries: readonly Listed[],
    before: ReadonlySet<string>,
  ): readonly string[] {
    const news = this.take(entries);
    const listed = new Set(entries.map(({ row }) => row.key));
    for (const key of before) {
      if (!listed.has(key)) this.#listed.delete(key);
    }
    return news;
  }

  /** The keys of all that is listed. */
  keys(): ReadonlySet<string> {
    return new Set(this.#listed.keys());
  }

  /** Takes in which conversations are pinned. */
  pin(ids: readonly string[]): void {
    this.#pinned = new Set(ids);
    for (const [key, listed] of this.#listed) {
      const isPinned = this.#pinned.has(listed.pinId);
      const row = withFields(listed.row, { isPinned });
      this.#listed.set(key, { ...listed, row });
    }
  }

  /** Takes in that nothing of a conversation is unread. */
  read(key: ConversationKey): void {
    const name = conversationKey(key);
    const known = this.#listed.get(name);
    if (!known) return;
    const row = withFields(known.row, { unread: 0 });
    this.#listed.set(name, { ...known, row });
  }

  /** Takes a message in: moves its row, and counts it unless it is read. */
  write(key: ConversationKey, data: MessageData, isRead: boolean): void {
    const name = conversationKey(key);
    const known = this.#listed.get(name);
    const id = toId(data.id);
    if (!known) return;
    const change = factsOfNotice(data);
    if (change?.content && change.id === known.lastId) {
      const { kind, text } = change.content;
      const isDeleted = kind === deleted(0).kind;
      const preview = known.row.preview && {
        ...known.row.preview,
        text: text ?? "",
        isDeleted,
      };
      const row = withFields(known.row, { preview });
      this.#listed.set(name, { ...known, row });
    }
    if (compareIds(id, known.lastId) <= 0 || isAbout(data)) return;
    const preview = previewOf(data);
    const row = withFields(known.row, {
      preview,
      lastActivity: preview.at,
      unread: isRead ? known.row.unread : known.row.unread + 1,
    });
    this.#listed.set(name, { ...known, row, lastId: id });
  }
}

/** Notices of edits and deletions are shown in what they are about. */
function isAbout({ event }: MessageData): boolean {
  return isObject(event) &&
    /^message\.(update|deleted)$/.test(`${event.type}`);
}
