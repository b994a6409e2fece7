import { compareIds } from "../util/ids.ts";
import { type Draft, putRow } from "./draft.ts";
import { kept, sameFields } from "./same.ts";
import { overlaysOf } from "./overlays.ts";
import { editedAt } from "./registers.ts";
import type { Row } from "./row.ts";
import { indexOf, placeOf } from "./sorted.ts";
import { ownTallies, withReaction } from "./tallies.ts";
import type { TimelineItem } from "./types.ts";

/** The number of changes beyond which all rows are checked in one pass. */
const FEW = 16;

/** The part of the row above that a row depends on. */
type Above = { readonly sender: string; readonly day: number | string } & {
  readonly id?: string;
};

type Flags = Pick<
  TimelineItem<unknown>,
  "startsDay" | "startsRun" | "gapBefore"
>;

/** The items that show a draft; the very same list where nothing changed. */
export function buildItems<M>(
  draft: Draft<M>,
): readonly TimelineItem<M>[] {
  const { outgoing: wereOutgoing, timeline: { items: were } } = draft.before;
  const count = were.length - wereOutgoing.length;
  const isWhole = draft.isWhole || draft.dirty.size > FEW;
  const changed = isWhole
    ? wholly(draft, were, count)
    : partly(draft, were, count);
  const items = changed ?? firstOf(were, count);
  let above: Above | undefined = rowOf(draft, items.at(-1)?.id);
  const outgoing = draft.outgoing.map((row) => {
    const { gapBefore: _, ...item } = row.item;
    const flagged = { ...item, ...flagsOf(draft, row, above) };
    above = row;
    return hasFlags(row.item, flagged)
      ? row
      : { ...row, item: Object.freeze(flagged) };
  });
  draft.outgoing = sameFields(outgoing, wereOutgoing) ? wereOutgoing : outgoing;
  if (!changed && draft.outgoing === wereOutgoing) return were;
  for (const { item } of outgoing) items.push(item);
  return Object.freeze(items);
}

/** Puts a few changes into a copy of the items; nothing where there is none. */
function partly<M>(
  draft: Draft<M>,
  were: readonly TimelineItem<M>[],
  count: number,
): TimelineItem<M>[] | undefined {
  const ids = [...draft.dirty].sort(compareIds);
  let items = firstOf(were, count);
  let isChanged = false;
  const put = (at: number, removed: number, item?: TimelineItem<M>) => {
    if (removed === 1 && items[at] === item) return;
    isChanged = true;
    if (item && removed === 1) items[at] = item;
    // As splice() may make room for half as many more.
    else items = items.toSpliced(at, removed, ...item ? [item] : []);
  };
  for (const id of ids) {
    const at = placeOf(items, id);
    const isThere = items[at]?.id === id;
    const row = rowOf(draft, id);
    if (row?.isShown) {
      // The row is new, or a copy, so that it can take its item.
      row.item = itemOf(draft, row, rowOf(draft, items[at - 1]?.id));
      put(at, isThere ? 1 : 0, row.item);
    } else if (isThere) {
      put(at, 1);
    } else {
      continue;
    }
    const next = row?.isShown ? at + 1 : at;
    const below = rowOf(draft, items[next]?.id);
    if (below && !draft.dirty.has(below.id)) {
      put(next, 1, flagged(draft, below, rowOf(draft, items[next - 1]?.id)));
    }
  }
  return isChanged ? items : undefined;
}

/** Goes through all rows; gives nothing where the items are the same. */
function wholly<M>(
  draft: Draft<M>,
  were: readonly TimelineItem<M>[],
  count: number,
): TimelineItem<M>[] | undefined {
  const items: TimelineItem<M>[] = [];
  let above: Row<M> | undefined;
  // Not for-of, as rows are replaced meanwhile.
  for (let at = 0; at < draft.rows.length; at++) {
    const row = draft.rows[at];
    if (!row?.isShown) continue;
    if (!row.item || draft.dirty.has(row.id)) {
      row.item = itemOf(draft, row, above);
      items.push(row.item);
    } else {
      items.push(flagged(draft, row, above, at));
    }
    above = row;
  }
  const isSame = items.length === count &&
    items.every((item, at) => item === were[at]);
  return isSame ? undefined : items;
}

/** A copy of the items before those that are on their way. */
function firstOf<T>(items: readonly T[], count: number): T[] {
  // A spread, as copying a frozen array otherwise is thirty times as slow.
  const copy = [...items];
  copy.length = count;
  return copy;
}

/** The item of a row below one that changed. */
function flagged<M>(
  draft: Draft<M>,
  row: Row<M>,
  above: Above | undefined,
  at: number = indexOf(draft.rows, row.id),
): TimelineItem<M> {
  if (row.item && hasFlags(row.item, flagsOf(draft, row, above))) {
    return row.item;
  }
  const item = itemOf(draft, row, above);
  putRow(draft, at, { ...row, item });
  return item;
}

function itemOf<M>(
  draft: Draft<M>,
  row: Row<M>,
  above: Above | undefined,
): TimelineItem<M> {
  const { config, timeline: { me } } = draft;
  const overlays = overlaysOf(draft, row.id);
  const shown = overlays.filter(({ error }) => !error);
  const rewritten = shown.findLast(({ change }) => change !== "react");
  const { text = null, attachments = [] } = rewritten ?? {};
  const message = rewritten
    ? config.read({ ...row.data, text, attachments: [...attachments] })
    : row.message;
  const { tallies } = row.reactions;
  const reacted = shown.find(({ change }) => change === "react");
  const reactions = reacted && me !== undefined
    ? withReaction(tallies, me, reacted.reaction ?? null)
    : tallies;
  const edited = editedAt(row.content, row.created) * 1_000;
  const { change, error } = overlays.at(-1) ?? {};
  return kept<TimelineItem<M>>(row.item, {
    key: row.key,
    id: row.id,
    message,
    state: "sent",
    isOwn: me !== undefined && row.sender === me,
    isDeleted: row.content.kind === 2 ||
      rewritten?.change === "delete",
    reactions: ownTallies(reactions, me, row.item?.reactions),
    ...flagsOf(draft, row, above),
    ...edited > 0 && { editedAt: new Date(edited) },
    ...change && { change },
    ...error && { error },
  });
}

function hasFlags(a: Flags, b: Flags): boolean {
  return a.startsDay === b.startsDay && a.startsRun === b.startsRun &&
    a.gapBefore === b.gapBefore;
}

function flagsOf<M>(
  draft: Draft<M>,
  row: Above & { readonly item?: Flags },
  above: Above | undefined,
): Flags {
  // Of the one that went out of the window it is known what it was.
  if (!above && row.item && draft.from !== "") {
    const { startsDay, startsRun } = row.item;
    return { startsDay, startsRun };
  }
  const gap = above && gapBetween(draft, above.id, row.id);
  const startsDay = row.day !== above?.day;
  return {
    startsDay,
    startsRun: startsDay || gap !== undefined || row.sender !== above?.sender,
    ...gap && { gapBefore: gap.state },
  };
}

function gapBetween<M>(draft: Draft<M>, above?: string, id?: string) {
  if (draft.gaps.length === 0 || above === undefined) return undefined;
  return draft.gaps.find(({ before }) =>
    compareIds(above, before) < 0 &&
    (id === undefined || compareIds(before, id) <= 0)
  );
}

function rowOf<M>(draft: Draft<M>, id: string | undefined) {
  return id === undefined ? undefined : draft.rows[indexOf(draft.rows, id)];
}
