import { reactionKey } from "../reactions/reaction_count.ts";
import type { Draft } from "./draft.ts";
import type { Overlay } from "./inputs.ts";
import type { Row } from "./row.ts";
import { indexOf } from "./sorted.ts";

/** Your changes of one message: one of each kind, the latest last. */
export type Overlays = readonly Overlay[];

/** Puts an overlay over a message, in place of the one of its kind. */
export function putOverlay<M>(
  draft: Draft<M>,
  id: string,
  overlay: Overlay,
  isOver = false,
): void {
  const others = overlaysOf(draft, id).filter(({ change }) =>
    change !== overlay.change
  );
  setOverlays(draft, id, isOver ? others : [...others, overlay]);
}

/** Takes failed changes off the messages that show them after all. */
export function confirmOverlays<M>(draft: Draft<M>): void {
  if (draft.overlays.size === 0) return;
  for (const id of draft.dirty) {
    const overlays = overlaysOf(draft, id);
    const row = draft.rows[indexOf(draft.rows, id)];
    if (overlays.length === 0 || !row) continue;
    // Its answer may have been lost: what counts is what the row says.
    const left = overlays.filter((it) =>
      !it.error || !shows(row, it, draft.timeline.me)
    );
    if (left.length < overlays.length) setOverlays(draft, id, left);
  }
}

/** The overlays of a message, the latest last. */
export function overlaysOf(
  { overlays }: { readonly overlays: ReadonlyMap<string, Overlays> },
  id: string,
): Overlays {
  return overlays.get(id) ?? [];
}

function setOverlays<M>(draft: Draft<M>, id: string, list: Overlays): void {
  const overlays = new Map(draft.overlays);
  if (list.length > 0) overlays.set(id, list);
  else overlays.delete(id);
  draft.overlays = overlays;
}

/** Whether a row shows a change without its overlay. */
function shows<M>(
  { content, reactions }: Row<M>,
  { change, text, reaction }: Overlay,
  me = "",
): boolean {
  if (change === "delete") return content.kind === 2;
  if (change === "edit") return content.text === text;
  const mine = reactions.tallies.filter(({ userIds }) => userIds.includes(me));
  return reaction
    ? mine.some((it) => reactionKey(it.reaction) === reactionKey(reaction))
    : mine.length === 0;
}
