import { compareIds } from "../util/ids.ts";
import type { Draft } from "./draft.ts";
import type { Row } from "./row.ts";
import { kept } from "./same.ts";
import { merge, placeOf } from "./sorted.ts";
import type { Unread } from "./state.ts";
import type { UnreadMark } from "./types.ts";

/** A message that counts, of whichever form. */
type Counted = { readonly id: string };

/** Takes the read place of the server: it sets the mark once, and moves it later. */
function takeReadPlace<M>(
  draft: Draft<M>,
  readUpTo: string,
  count: number,
): void {
  const { unread, rows } = draft;
  if (unread.isKnown && compareIds(readUpTo, unread.readUpTo ?? "") <= 0) {
    return;
  }
  // Messages of one's own, and those above them, are read.
  const own = rows.findLast((row) => isOwn(draft, row))?.id ?? "";
  const isOwnLast = compareIds(own, readUpTo) > 0;
  const upTo = isOwnLast ? own : readUpTo;
  const ids = merge(unread.ids, missing(draft, rows))
    .filter(({ id }) => compareIds(id, upTo) > 0);
  const isFirst = !unread.isKnown || ids.length === 0;
  draft.unread = {
    isKnown: true,
    readUpTo: upTo,
    first: isFirst ? undefined : unread.first,
    ids,
    total: isOwnLast ? ids.length : count,
  };
  mark(draft);
}

/** Counts rows that came in. */
function countRows<M>(draft: Draft<M>, newest: string): void {
  const { unread, fresh } = draft;
  if (!unread.isKnown || fresh.length === 0) return;
  const written = fresh.findLast((row) => isOwn(draft, row));
  if (written && newest !== "" && compareIds(written.id, newest) > 0) {
    readAll(draft);
  }
  const others = fresh.filter((row) => counts(draft, row));
  countOthers(draft, others, newest);
}

/**
 * Counts messages of others, each once.
 *
 * @param newest The newest id before; messages beyond it have just arrived.
 */
function countOthers<M>(
  draft: Draft<M>,
  others: readonly Counted[],
  newest: string,
): void {
  const { unread, visible } = draft;
  if (!unread.isKnown) return;
  const { readUpTo = "", ids, total } = unread;
  const isMarked = ids.length > 0 || total > 0;
  const since = isMarked ? readUpTo : newest;
  const added = others.filter(({ id }) =>
    compareIds(id, since) > 0 && ids[placeOf(ids, id)]?.id !== id
  ).map(({ id }) => ({ id }));
  if (added.length === 0 || !isMarked && visible.isFocused) return;
  const isNew = ({ id }: Counted) =>
    newest !== "" && compareIds(id, newest) > 0;
  draft.unread = {
    ...unread,
    ids: merge(ids, added),
    total: total + added.filter(isNew).length,
  };
  mark(draft);
}

/** Puts the mark at the first unread row, once that is loaded; there it stays. */
function mark<M>(draft: Draft<M>): void {
  const { unread } = draft;
  const { first, ids, total, readUpTo = "" } = unread;
  const isLoaded = covers(draft, readUpTo) || ids.length >= total;
  if (first !== undefined || !isLoaded) return;
  draft.unread = { ...unread, first: ids[0]?.id };
}

/** All is read, up to the newest row; or what is up to one of them. */
function readAll<M>(draft: Draft<M>, upTo?: string): void {
  const { unread, rows, unseen } = draft;
  const { isKnown, ids, total, readUpTo = "" } = unread;
  if (upTo === undefined) {
    const newest = (unseen.at(-1) ?? rows.at(-1))?.id;
    draft.unread = allRead(isKnown, newest ?? unread.readUpTo);
    return;
  }
  if (compareIds(upTo, readUpTo) <= 0) return;
  const left = ids.filter(({ id }) => compareIds(id, upTo) > 0);
  draft.unread = {
    isKnown,
    readUpTo: upTo,
    first: left[0]?.id,
    ids: left,
    // Of those above the window it is not known how many there are.
    total: covers(draft, readUpTo)
      ? total - ids.length + left.length
      : left.length,
  };
}

/** Takes the mark away, until the server tells the read place again. */
function leave<M>(draft: Draft<M>): void {
  draft.unread = allRead(false, draft.unread.readUpTo);
}

function allRead(isKnown: boolean, readUpTo: string | undefined): Unread {
  return { isKnown, readUpTo, first: undefined, ids: [], total: 0 };
}

/** The mark as a UI shows it; the same object while it is equal. */
function unreadMark<M>(
  draft: Draft<M>,
): UnreadMark {
  const { unread, timeline, to } = draft;
  const { first: firstKey, ids, total, readUpTo } = unread;
  const isWhole = to === undefined && covers(draft, readUpTo ?? "");
  const count = isWhole ? ids.length : Math.max(ids.length, total);
  return kept<UnreadMark>(timeline.unread, {
    count,
    ...firstKey !== undefined && { firstKey },
    ...readUpTo !== undefined && { readUpTo },
  });
}

function missing<M>(draft: Draft<M>, rows: readonly Row<M>[]): Counted[] {
  const { ids } = draft.unread;
  return rows.filter((row) =>
    counts(draft, row) && ids[placeOf(ids, row.id)]?.id !== row.id
  ).map(({ id }) => ({ id }));
}

function counts<M>(draft: Draft<M>, row: Row<M>): boolean {
  return row.isShown && !isOwn(draft, row) && row.sender !== "system";
}

function isOwn<M>({ timeline: { me } }: Draft<M>, row: Row<M>): boolean {
  return row.sender === me;
}

function covers<M>({ from }: Draft<M>, id: string): boolean {
  return from !== undefined && compareIds(from, id) <= 0;
}

/** How what is unread is counted: the part of it in a reducer. */
export const counting = {
  countOthers,
  countRows,
  leave,
  readAll,
  takeReadPlace,
  unreadMark,
};

/** How what is unread is counted. */
export type Counting = typeof counting;
