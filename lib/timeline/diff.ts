import { filter, map, type OperatorFunction, pairwise, startWith } from "rxjs";
import type { Timeline, TimelineItem } from "./types.ts";

/** One step from a list to the next; steps are applied in order. */
export type Diff<T> =
  | { readonly type: "reset"; readonly items: readonly T[] }
  | {
    readonly type: "splice";
    readonly at: number;
    readonly removed: number;
    readonly items: readonly T[];
  }
  | { readonly type: "set"; readonly at: number; readonly item: T };

/** The number of splices beyond which drawing the whole list is faster. */
const MAX_SPLICES = 64;

/**
 * The steps from the rows of one snapshot to those of the next, by identity and
 * keys. For lists that are changed in place, such as a `QAbstractItemModel` or a
 * DOM without a framework.
 *
 * @returns Steps in order, each on the result of those before; none for equal
 * lists. A `reset` where nearly nothing stays.
 */
export function diff<M>(
  prev: Timeline<M>,
  next: Timeline<M>,
): readonly Diff<TimelineItem<M>>[] {
  const before = prev.items;
  const after = next.items;
  if (before === after) return [];
  // Nearly all rows are the same above the first change, and below the last.
  const shortest = Math.min(before.length, after.length);
  let above = 0;
  while (above < shortest && before[above] === after[above]) above++;
  let below = 0;
  while (
    below < shortest - above &&
    before[before.length - 1 - below] === after[after.length - 1 - below]
  ) below++;
  const end = before.length - below;
  const newEnd = after.length - below;
  const kept = keptPlaces(before, after, above, end, newEnd);
  const steps: Diff<TimelineItem<M>>[] = [];
  let at = above;
  let from = above;
  let splices = 0;
  for (const [old, now] of [...kept, [end, newEnd] as const]) {
    const removed = old - from;
    if (removed > 0 || now > at) {
      const items = after.slice(at, now);
      steps.push({ type: "splice", at, removed, items });
      splices++;
    }
    const item = after[now];
    if (item && now < newEnd && item !== before[old]) {
      steps.push({ type: "set", at: now, item });
    }
    at = now + 1;
    from = old + 1;
  }
  const isAnew = before.length > 0 && above + below + kept.length === 0;
  return isAnew || splices > MAX_SPLICES
    ? [{ type: "reset", items: after }]
    : steps;
}

/**
 * The steps of each snapshot from the one before.
 *
 * @returns For the first snapshot a `reset`, then what {@linkcode diff} gives;
 * nothing for a snapshot with the same rows.
 */
export function diffs<M>(): OperatorFunction<
  Timeline<M>,
  readonly Diff<TimelineItem<M>>[]
> {
  return (timelines) =>
    timelines.pipe(
      startWith(undefined),
      pairwise(),
      map(([prev, next]): readonly Diff<TimelineItem<M>>[] => {
        if (!next) return [];
        return prev ? diff(prev, next) : [{ type: "reset", items: next.items }];
      }),
      filter((steps) => steps.length > 0),
    );
}

/**
 * The old and new places of the rows that stay, in an order that both lists
 * share: a row that moved counts as taken out and put in.
 */
function keptPlaces<M>(
  before: readonly TimelineItem<M>[],
  after: readonly TimelineItem<M>[],
  start: number,
  end: number,
  newEnd: number,
): (readonly [old: number, now: number])[] {
  const kept: (readonly [number, number])[] = [];
  const places = new Map<string, number>();
  for (let at = start; at < newEnd; at++) places.set(after[at]?.key ?? "", at);
  let now = start;
  for (let old = start; old < end; old++) {
    const place = places.get(before[old]?.key ?? "");
    if (place === undefined || place < now) continue;
    kept.push([old, place]);
    now = place + 1;
  }
  return kept;
}
