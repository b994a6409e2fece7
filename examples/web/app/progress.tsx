import type { JSX } from "preact";
import type { Item } from "./conversation_timeline.ts";
import type { RowActions } from "./message.tsx";
import { whyOf } from "./why.ts";

/** How an outgoing message, or a change of one, goes. */
export function Progress(
  { item, actions }: { item: Item; actions: RowActions },
): JSX.Element | null {
  const { state, error, change, key, id } = item;
  const { live, ask } = actions;
  const words = state === "sending"
    ? "Sending"
    : state === "waiting"
    ? "Waiting"
    : state === "failed"
    ? "Not sent"
    : state === "unsure"
    ? "Perhaps not sent"
    : change && error
    ? `Could not ${change === "react" ? "react" : change}`
    : undefined;
  if (!words) return null;
  const isOver = error !== undefined && state !== "waiting" ||
    state === "unsure";
  const discard = () => {
    live.discard(key);
    if (id === undefined) ask({ what: "restore", item });
  };
  return (
    <div class="progress">
      <span>{words}</span>
      {error && <span class="why">{whyOf(error)}</span>}
      {isOver && (
        <button type="button" onClick={() => live.retry(key)}>Retry</button>
      )}
      {(isOver || state === "waiting") && (
        <button type="button" onClick={discard}>Discard</button>
      )}
    </div>
  );
}
