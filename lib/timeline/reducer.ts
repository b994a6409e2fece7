import { compareIds, isId } from "../util/ids.ts";
import { toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { type Draft, draftOf, isWithin, putRow, takeFacts } from "./draft.ts";
import { factsOfNotice, factsOfRow } from "./facts.ts";
import type { Input, PageInput } from "./inputs.ts";
import { confirmOutgoing, takeOutgoing } from "./outgoing.ts";
import { kept, sameData } from "./same.ts";
import { confirmOverlays, putOverlay } from "./overlays.ts";
import { takeAuthors, takeMembers } from "./people.ts";
import { indexOf, merge, placeOf } from "./sorted.ts";
import { snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";
import { evict, fillGaps, growWindow, resetWindow } from "./window.ts";

/**
 * Applies inputs to the state of a timeline. It is a join: the order in which
 * messages, changes of them and answers come, and how often, makes no
 * difference to the timeline that results.
 *
 * @returns The next state; its `timeline` is the same object if nothing that is
 * shown has changed.
 */
export function reduce<M>(
  state: State<M>,
  inputs: readonly Input[],
): State<M> {
  const draft = draftOf(state);
  for (const input of inputs) take(draft, input);
  confirmOverlays(draft);
  return snapshot(draft);
}

function take<M>(draft: Draft<M>, input: Input): void {
  const { timeline, config: { unread } } = draft;
  switch (input.type) {
    case "page":
      return takePage(draft, input);
    case "facts":
      return takeFacts(draft, [input.facts]);
    case "gap":
      draft.gaps = [
        ...draft.gaps.filter(({ before }) => before !== input.before),
        { after: input.after, before: input.before, state: "open" as const },
      ];
      draft.isWhole = true;
      return;
    case "filling":
      draft.gaps = draft.gaps.map((gap) =>
        gap.before === input.before ? { ...gap, state: input.state } : gap
      );
      draft.isWhole = true;
      return;
    case "edge": {
      const { edge, state, error } = input;
      timeline[edge] = { state, unseen: 0, ...error && { error } };
      return;
    }
    case "outgoing":
      return takeOutgoing(draft, input.entries);
    case "overlay":
      putOverlay(draft, input.id, input.overlay, input.isOver);
      return touch(draft, input.id);
    case "me":
      if (timeline.me === input.id) return;
      timeline.me = input.id;
      for (const { id } of draft.rows) touch(draft, id);
      return;
    case "people":
      return takeMembers(draft, input.people);
    case "typing":
      if (!sameData(timeline.typing, input.typing)) {
        timeline.typing = Object.freeze([...input.typing]);
      }
      return;
    case "readBy":
      if (compareIds(input.readBy.id, timeline.readBy?.id ?? "") > 0) {
        timeline.readBy = input.readBy;
      }
      return;
    case "status":
      timeline.status = kept(timeline.status, { ...input.status });
      return;
    case "visible":
      draft.visible = input;
      return;
    case "unread":
      return unread?.takeReadPlace(draft, input.readUpTo, input.count);
    case "read":
      return unread?.readAll(draft, input.id);
    case "left":
      // A later run knows nothing of what failed in this one.
      timeline.older = timeline.newer = { state: "more", unseen: 0 };
      return unread?.leave(draft);
  }
}

function takePage<M>(
  draft: Draft<M>,
  { rows, learned, span, grows, isUpdate }: PageInput,
): void {
  const newest = draft.rows.at(-1)?.id ?? "";
  if (span && grows) {
    const ids = new Set(rows.map(({ id }) => `${id}`));
    if (grows === "reset") resetWindow(draft, span, ids, learned.asOf);
    else growWindow(draft, grows, span);
  }
  if (span && draft.gaps.length > 0) {
    draft.gaps = fillGaps(draft.gaps, span);
    draft.isWhole = true;
  }
  const facts = rows.flatMap((data) => factsOfRow(data, learned) ?? [])
    .filter(({ id }) => !isUpdate || indexOf(draft.rows, id) >= 0);
  const notices = rows.flatMap((data) => factsOfNotice(data) ?? []);
  takeFacts(draft, [...facts, ...notices]);
  arrive(draft, isUpdate ? [] : rows, newest);
  evict(draft, grows === "reset" ? undefined : grows);
}

/** Applies the further effects of messages that came in. */
function arrive<M>(
  draft: Draft<M>,
  rows: readonly MessageData[],
  newest: string,
): void {
  const { fresh, timeline, config } = draft;
  confirmOutgoing(draft);
  takeAuthors(draft, fresh);
  config.unread?.countRows(draft, newest);
  draft.fresh = [];
  if (draft.to === undefined) return;
  const beyond = rows.filter((data) => {
    const id = toId(data.id);
    return isId(id) && !isWithin(draft, id) &&
      compareIds(id, draft.to ?? "") > 0 && config.show(config.read(data)) &&
      draft.unseen[placeOf(draft.unseen, id)]?.id !== id;
  }).map((data) => ({
    id: toId(data.id),
    isOther: toId(data.sender_id) !== timeline.me,
  })).sort((a, b) => compareIds(a.id, b.id));
  if (beyond.length === 0) return;
  const before = draft.unseen.at(-1)?.id ?? draft.to;
  draft.unseen = merge(draft.unseen, beyond);
  const others = beyond.filter(({ isOther }) => isOther);
  config.unread?.countOthers(draft, others, before);
}

/** Marks a row, so that its item is made again. */
function touch<M>(draft: Draft<M>, id: string): void {
  const at = indexOf(draft.rows, id);
  const row = draft.rows[at];
  if (!row) return;
  putRow(draft, at, { ...row });
  draft.dirty.add(id);
}
