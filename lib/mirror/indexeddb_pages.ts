import { toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { storeId } from "./fold.ts";
import { wordsOf } from "./words.ts";

/** Messages in one record, at most; as many as GroupMe gives at once. */
const PAGE_LENGTH = 200;

const ID_LENGTH = 18;

/**
 * Messages of a conversation that follow each other, as one record: a browser
 * takes as long for one of them as for one message.
 */
export interface PageRecord {
  /** The id of the newest message, padded, by which pages are in order. */
  readonly newest: string;
  /** The id of the oldest message, padded. */
  readonly oldest: string;
  /** The conversation. */
  readonly name: string;
  /** The messages as JSON, oldest first: it is copied many times as fast. */
  readonly rows: string;
  /** Each word of their texts, once. */
  readonly words: readonly string[];
}

/** The key of a page. */
export type PageKey = readonly [newest: string, oldest: string, name: string];

/** Messages by their padded ids. */
export type Rows = ReadonlyMap<string, MessageData>;

/** Text order is the order of ids. */
export function padded(id: string): string {
  return id.padStart(ID_LENGTH, "0");
}

/** The padded id of a message that was stored. */
export function paddedIdOf(row: MessageData): string {
  return padded(storeId(row) ?? "");
}

/** The messages of a page, oldest first. */
export function rowsOf({ rows }: PageRecord): readonly MessageData[] {
  return JSON.parse(rows);
}

/** The key of a page. */
function keyOf({ newest, oldest, name }: PageRecord): PageKey {
  return [newest, oldest, name];
}

/** As few pages of some messages as hold them, all of about one length. */
function pagesOf(name: string, rows: Rows): readonly PageRecord[] {
  const ids = [...rows.keys()].sort();
  const count = Math.ceil(ids.length / PAGE_LENGTH);
  const length = Math.ceil(ids.length / count);
  return Array.from({ length: count }, (_, n) => {
    const some = ids.slice(n * length, (n + 1) * length);
    return pageOf(name, some, some.map((id) => rows.get(id) ?? {}));
  });
}

function pageOf(
  name: string,
  ids: readonly string[],
  rows: readonly MessageData[],
): PageRecord {
  const words = new Set(
    rows.flatMap(({ text }) => wordsOf(toText(text) ?? "")),
  );
  return {
    newest: ids.at(-1) ?? "",
    oldest: ids[0] ?? "",
    name,
    rows: JSON.stringify(rows),
    words: [...words],
  };
}

/** Stored messages next to which others are to be written. */
export interface Slot {
  /** The page as stored, if there is one. */
  readonly page: PageRecord | undefined;
  /** Its messages. */
  readonly before: Rows;
  /** The padded ids that belong into it, or between it and the one below. */
  readonly ids: readonly string[];
}

/** The pages of a slot that differ once some of its messages do. */
export interface SlotChange {
  readonly removed: readonly PageKey[];
  readonly written: readonly PageRecord[];
}

/**
 * The change of a slot.
 *
 * @param rows The messages that differ, by padded ids; `undefined` for one that
 * is to be deleted.
 */
export function changeOfSlot(
  name: string,
  { page, before, ids }: Slot,
  rows: ReadonlyMap<string, MessageData | undefined>,
): SlotChange {
  const inside = new Map(before);
  const below = new Map<string, MessageData>();
  const above = new Map<string, MessageData>();
  let isPageNew = false;
  for (const id of ids.filter((it) => rows.has(it))) {
    const row = rows.get(id);
    const isBelow = !page || id < page.oldest;
    const isInside = !isBelow && id <= page.newest;
    isPageNew ||= isInside;
    const beside = isBelow ? below : above;
    const place = isInside ? inside : beside;
    if (row) place.set(id, row);
    else place.delete(id);
  }
  const besides = below.size + above.size;
  if (!isPageNew && besides === 0) return { removed: [], written: [] };
  // Together where they fit, or else pages of one message would remain.
  const areJoined = inside.size + besides <= PAGE_LENGTH;
  const parts = areJoined
    ? [new Map([...below, ...inside, ...above])]
    : [below, isPageNew ? inside : [], above].map((it) => new Map(it));
  const written = parts.flatMap((part) => pagesOf(name, part));
  const isReplaced = page && (areJoined || isPageNew) &&
    !written.some((it) => String(keyOf(it)) === String(keyOf(page)));
  return { removed: isReplaced ? [keyOf(page)] : [], written };
}
