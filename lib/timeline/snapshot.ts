import type { Draft } from "./draft.ts";
import { buildItems } from "./items.ts";
import { kept } from "./same.ts";
import { indexOf } from "./sorted.ts";
import type { State } from "./state.ts";
import type { Edge } from "./types.ts";

/** Makes a state of a draft, with the snapshot that shows it. */
export function snapshot<M>(draft: Draft<M>): State<M> {
  const { before } = draft;
  const { timeline: shown } = before;
  const { timeline } = draft;
  const isTouched = draft.dirty.size > 0 || draft.isWhole ||
    draft.outgoing !== before.outgoing;
  if (isTouched) {
    timeline.items = buildItems(draft);
    timeline.firstIndex = firstIndex(draft);
  }
  const { unread } = draft.config;
  if (unread) timeline.unread = unread.unreadMark(draft);
  const isStart = draft.from === "";
  timeline.older = edge(timeline.older, shown.older, isStart, 0);
  timeline.newer = edge(
    timeline.newer,
    shown.newer,
    draft.to === undefined,
    draft.unseen.length,
  );
  const {
    before: _before,
    dirty: _dirty,
    isWhole: _isWhole,
    fresh: _fresh,
    ...rest
  } = draft;
  return { ...rest, timeline: kept(shown, timeline) };
}

/** An end as it is shown; the same object while it is equal. */
function edge(now: Edge, before: Edge, isEnd: boolean, unseen: number): Edge {
  const isBusy = now.state === "loading" || now.state === "failed";
  const state = isBusy ? now.state : isEnd ? "end" : "more";
  const { error } = now;
  return kept(before, { state, unseen, ...error && { error } });
}

/** Keeps the absolute index of the first row that stays. */
function firstIndex<M>(draft: Draft<M>): number {
  const { items: old, firstIndex: index } = draft.before.timeline;
  const { outgoing, timeline: { items } } = draft;
  if (old.length === 0 || old[0]?.key === items[0]?.key) return index;
  for (let at = 0; at < old.length; at++) {
    const { id, key } = old[at] ?? {};
    const now = id === undefined
      ? items.findIndex((item) => item.key === key)
      : indexOf(items, id, items.length - outgoing.length);
    if (now >= 0) return index + at - now;
  }
  return index;
}
