import { compareIds } from "../util/ids.ts";
import type { Draft } from "./draft.ts";
import type { Row } from "./row.ts";
import { merge, placeOf } from "./sorted.ts";
import type { UnreadMark } from "./types.ts";

/** A message that counts, of whichever form. */
type Counted = { readonly id: string };

/** Takes in what the server says: it sets the mark once, and moves on later. */
export function takeReadPlace<M>(
  draft: Draft<M>,
  readUpTo: string,
  count: number,
): void {
  const { unread, rows } = draft;
  if (unread.isKnown && compareIds(readUpTo, unread.readUpTo ?? "") <= 0) {
    return;
  }
  // Nobody has one's own messages to read, nor what is above them.
  const own = rows.findLast((row) => isOwn(draft, row))?.id ?? "";
  const upTo = compareIds(own, readUpTo) > 0 ? own : readUpTo;
  const ids = merge(unread.ids, missing(draft, rows))
    .filter(({ id }) => compareIds(id, upTo) > 0);
  const isCovered = covers(draft, upTo);
  const beyond = isCovered || unread.isKnown || upTo === own
    ? 0
    : Math.max(0, count - ids.length);
  const isFirst = !unread.isKnown || ids.length === 0;
  draft.unread = {
    isKnown: true,
    readUpTo: upTo,
    first: !isFirst ? unread.first : beyond > 0 ? undefined : ids[0]?.id,
    ids,
    beyond,
  };
}

/** Counts rows that came in. */
export function countRows<M>(draft: Draft<M>, newest: string): void {
  const { unread, fresh } = draft;
  if (!unread.isKnown || fresh.length === 0) return;
  const written = fresh.findLast((row) => isOwn(draft, row));
  if (written && compareIds(written.id, newest) > 0) readAll(draft);
  const others = fresh.filter((row) => counts(draft, row));
  countOthers(draft, others, newest);
}

/** Counts messages of others, each once. */
export function countOthers<M>(
  draft: Draft<M>,
  others: readonly Counted[],
  newest: string,
): void {
  const { unread, visible } = draft;
  if (!unread.isKnown) return;
  const { readUpTo = "", ids, first, beyond } = unread;
  const isMarked = ids.length > 0 || beyond > 0;
  const since = isMarked ? readUpTo : newest;
  const added = others.filter(({ id }) =>
    compareIds(id, since) > 0 && ids[placeOf(ids, id)]?.id !== id
  ).map(({ id }) => ({ id }));
  if (added.length === 0 || !isMarked && visible.isFocused) return;
  const all = merge(ids, added);
  const isCovered = covers(draft, readUpTo);
  draft.unread = {
    ...unread,
    ids: all,
    // Those of an older page were among the ones above the window.
    beyond: isCovered ? 0 : Math.max(
      0,
      beyond - added.filter(({ id }) => compareIds(id, newest) <= 0).length,
    ),
    first: first ?? (beyond === 0 || isCovered ? all[0]?.id : undefined),
  };
}

/** All is read, up to the newest row. */
export function readAll<M>(draft: Draft<M>): void {
  const { unread, rows, unseen } = draft;
  const newest = (unseen.at(-1) ?? rows.at(-1))?.id ?? unread.readUpTo;
  draft.unread = {
    isKnown: unread.isKnown,
    readUpTo: newest,
    first: undefined,
    ids: [],
    beyond: 0,
  };
}

/** The mark as a UI shows it; the same object while it is equal. */
export function unreadMark<M>(
  { unread, timeline }: Draft<M>,
): UnreadMark {
  const before = timeline.unread;
  const { first: firstKey, ids, beyond, readUpTo } = unread;
  const count = ids.length + beyond;
  if (
    before.firstKey === firstKey && before.count === count &&
    before.readUpTo === readUpTo
  ) return before;
  return Object.freeze({
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
