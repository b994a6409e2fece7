import { compareIds } from "../util/ids.ts";
import { toId, toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { storeId } from "./fold.ts";
import type { Hit, MirrorStore, StoreQuery } from "./store.ts";
import { placeOf, wordsOf } from "./words.ts";

/** Messages that a scan reads at once. */
const SCAN_PAGE = 500;
/** Characters of a snippet, before and after the word. */
const SNIPPET_BEFORE = 30;
const SNIPPET_LENGTH = 120;

/** Finds messages by reading all of them, newest first in each conversation. */
export async function scanRows(
  store: Pick<MirrorStore, "read">,
  names: readonly string[],
  query: StoreQuery,
): Promise<readonly Hit[]> {
  const { limit, after, before } = query;
  const hits: Hit[] = [];
  for (const name of query.names ?? names) {
    let found = 0;
    let top = before;
    while (found < limit) {
      const range = { before: top, after, limit: SCAN_PAGE };
      const rows = await store.read(name, newestFirst(range));
      for (const message of rows) {
        if (found >= limit || !matches(message, query)) continue;
        hits.push({ name, message, snippet: snippetOf(message, query) });
        found += 1;
      }
      top = rows.at(-1)?.id;
      if (!top || rows.length < SCAN_PAGE) break;
    }
  }
  return newestHits(hits, limit);
}

/** With `after` alone a store reads oldest first: names its end as well. */
function newestFirst<T extends { after?: string; before?: string }>(
  range: T,
): T {
  return { ...range, before: range.before ?? "9".repeat(18) };
}

/** The newest hits of several conversations. */
export function newestHits(
  hits: readonly Hit[],
  limit: number,
): readonly Hit[] {
  const idOf = ({ message }: Hit) => storeId(message) ?? "";
  return hits.toSorted((a, b) => compareIds(idOf(b), idOf(a))).slice(0, limit);
}

/** Whether a message holds the words and is by the author of a query. */
export function matches(
  row: MessageData,
  { words, author }: Pick<StoreQuery, "words" | "author">,
): boolean {
  if (author !== undefined && !isBy(row, author)) return false;
  const held = new Set(wordsOf(toText(row.text) ?? ""));
  return words.every((word) => held.has(word));
}

/** Whether a message is by the user with an id, or with a name in any case. */
function isBy(row: MessageData, author: string): boolean {
  return toId(row.sender_id) === author || toId(row.user_id) === author ||
    toText(row.name)?.toLowerCase() === author.toLowerCase();
}

/** The part of a text that holds the first of the words; all of a short one. */
export function snippetOf(
  row: MessageData,
  { words: [word = ""] }: Pick<StoreQuery, "words">,
): string | undefined {
  // Counted in characters, so that no emoji is cut in half.
  const characters = [...toText(row.text) ?? ""];
  if (characters.length === 0) return undefined;
  if (characters.length <= SNIPPET_LENGTH) return characters.join("");
  const place = placeOf(characters, word) ?? 0;
  const start = Math.max(0, place - SNIPPET_BEFORE);
  const end = start + SNIPPET_LENGTH;
  const part = characters.slice(start, end).join("");
  return (start > 0 ? "…" : "") + part + (end < characters.length ? "…" : "");
}
