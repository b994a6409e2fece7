import type { ConversationKey } from "../tail/live_source.ts";
import { conversationKey } from "../tail/conversation_source.ts";
import { compareIds } from "../util/ids.ts";
import { toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import {
  compareRows,
  type ConversationRow,
  type Listed,
  previewOf,
  withFields,
} from "./conversation_row.ts";
import { factsOfNotice } from "./facts.ts";
import { kept } from "./same.ts";

/** All conversations of an account, as indexes and messages tell of them. */
export class ConversationList {
  #listed = new Map<string, Listed>();
  #pinned: ReadonlySet<string> = new Set();
  #rows: readonly ConversationRow[] = Object.freeze([]);
  #reads = 0;
  /** The number of the read by which each was last shown as read. */
  readonly #readAt = new Map<string, number>();

  /** The rows in their order; the same list while nothing in it changes. */
  get rows(): readonly ConversationRow[] {
    const sorted = [...this.#listed.values()].map(({ row }) => row)
      .sort(compareRows);
    return this.#rows = kept(this.#rows, sorted);
  }

  /** How often a conversation was shown as read until now. */
  get reads(): number {
    return this.#reads;
  }

  /** Whether a conversation is listed. */
  has(key: ConversationKey): boolean {
    return this.#listed.has(conversationKey(key));
  }

  /** Whether an index tells something that is not known. */
  isNews({ row, lastId, edited }: Listed): boolean {
    const known = this.#listed.get(row.key);
    return !known || compareIds(lastId, newestIdOf(known)) > 0 ||
      edited > known.edited;
  }

  /**
   * Takes in what an index lists; returns the conversations with news.
   *
   * @param reads The value of {@linkcode reads} as the index was requested: it does
   * not know yet that something was read since.
   */
  take(entries: readonly Listed[], reads = this.reads): readonly string[] {
    // The time of the server, as far as it is told.
    const now = newestActivity([...this.#listed.values(), ...entries]);
    return entries.filter((entry) => {
      const { row, notice } = entry;
      const isNews = this.isNews(entry);
      if (notice) this.write(row.conversation, notice, true);
      const known = this.#listed.get(row.key);
      const { lastId, noticeId, row: { preview, lastActivity } } = known ??
        entry;
      // A message may have been pushed that was not there yet.
      const isOld = known && compareIds(entry.lastId, lastId) < 0;
      const isSame = entry.lastId === lastId;
      const wasRead = (this.#readAt.get(row.key) ?? 0) > reads;
      // The index has the words of the notice for a preview, or of one before it,
      // or is at the message as it was.
      const isNotice = noticeId && compareIds(entry.lastId, noticeId) <= 0 &&
        !(isNews && isSame);
      const next = {
        ...isOld
          ? { title: row.title, imageUrl: row.imageUrl }
          : { ...row, isPinned: this.#pinned.has(entry.pinId) },
        isMuted: entry.mutedUntil > now,
        ...wasRead && isSame && { unread: known?.row.unread ?? 0 },
        ...isNotice && { preview, lastActivity },
      };
      this.#listed.set(row.key, {
        ...isOld ? known : entry,
        noticeId,
        ...isNotice && { lastId },
        row: withFields(known?.row ?? row, next),
      });
      return isNews;
    }).map(({ row }) => row.key);
  }

  /** Takes a walk through all in: what it does not list is gone. */
  replace(
    entries: readonly Listed[],
    before: ReadonlySet<string>,
    reads = this.reads,
  ): readonly string[] {
    const news = this.take(entries, reads);
    for (const key of missing(before, entries)) this.#listed.delete(key);
    return news;
  }

  /** The keys of all that is listed. */
  keys(): ReadonlySet<string> {
    return new Set(this.#listed.keys());
  }

  /** Takes in which conversations are pinned. */
  pin(ids: readonly string[]): void {
    this.#pinned = new Set(ids);
    for (const known of this.#listed.values()) {
      this.#set(known, { isPinned: this.#pinned.has(known.pinId) });
    }
  }

  /** Takes in that nothing of a conversation is unread. */
  read(key: ConversationKey): void {
    const name = conversationKey(key);
    this.#readAt.set(name, ++this.#reads);
    const known = this.#listed.get(name);
    if (known) this.#set(known, { unread: 0 });
  }

  /** Takes a message in: moves its row, and counts it unless it is read. */
  write(key: ConversationKey, data: MessageData, isRead: boolean): void {
    const known = this.#listed.get(conversationKey(key));
    if (!known) return;
    const { row, lastId, noticeId = "" } = known;
    const id = toId(data.id);
    const change = factsOfNotice(data);
    if (change?.content) {
      // Shown in what it is about, unless a later one is.
      const isLate = compareIds(id, noticeId) < 0;
      if (change.id !== lastId || !row.preview || isLate) return;
      const { kind, text } = change.content;
      const isDeleted = kind === 2;
      const preview = { ...row.preview, text: text ?? "", isDeleted };
      return this.#set({ ...known, noticeId: id }, { preview });
    }
    if (compareIds(id, lastId) <= 0) return;
    const preview = previewOf(data);
    this.#set({ ...known, lastId: id }, {
      preview,
      lastActivity: preview.at,
      unread: row.unread + (isRead ? 0 : 1),
    });
  }

  #set(known: Listed, fields: Partial<ConversationRow>): void {
    const row = withFields(known.row, fields);
    this.#listed.set(row.key, { ...known, row });
  }
}

/** The keys that are not listed. */
export function missing(
  keys: ReadonlySet<string>,
  entries: readonly Listed[],
): readonly string[] {
  const listed = new Set(entries.map(({ row }) => row.key));
  return [...keys].filter((key) => !listed.has(key));
}

/** The id of the newest message, or of a newer notice about it. */
function newestIdOf({ lastId, noticeId = "" }: Listed): string {
  return compareIds(noticeId, lastId) > 0 ? noticeId : lastId;
}

/** The newest time of the server that rows tell, in seconds; 0 without any. */
function newestActivity(all: readonly Listed[]): number {
  const times = all.map(({ row }) => Number(row.lastActivity ?? 0));
  return times.reduce((a, b) => Math.max(a, b), 0) / 1_000;
}
