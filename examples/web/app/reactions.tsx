import type { Reaction } from "@rxgroupme/client";
import { REACTIONS } from "@rxgroupme/client/reactions";
import type { Tally } from "@rxgroupme/client/timeline";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { ConversationTimeline } from "./conversation_timeline.ts";
import { inARow } from "./words.ts";

/** The reactions to a message, each a button that gives or takes one's own. */
export function Reactions(
  { itemKey, tallies, live }: {
    itemKey: string;
    tallies: readonly Tally[];
    live: ConversationTimeline;
  },
): JSX.Element | null {
  if (tallies.length === 0) return null;
  return (
    <div class="reactions">
      {tallies.map(({ reaction, count, userIds, isMine }) => {
        const names = inARow(userIds.map((id) => nameOf(live, id)));
        const shown = glyphOf(reaction);
        return (
          <button
            type="button"
            class="reaction"
            aria-pressed={isMine}
            aria-label={`${shown} ${count}, by ${names}`}
            title={names}
            onClick={() => live.react(itemKey, isMine ? null : reaction)}
          >
            <span>{shown}</span>
            <span>{count}</span>
          </button>
        );
      })}
    </div>
  );
}

/** The button that opens a choice of reactions, in a popover. */
export function ReactButton(
  { itemKey, live }: { itemKey: string; live: ConversationTimeline },
): JSX.Element {
  const popover = useRef<HTMLDivElement>(null);
  const id = `react-${itemKey}`;
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label="React"
        title="React"
        aria-haspopup="menu"
        onClick={(event) => {
          place(popover.current, event.currentTarget);
          popover.current?.showPopover();
          popover.current?.querySelector("button")?.focus();
        }}
      >
        ☺
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="menu"
        aria-label="Reactions"
        class="popover choices"
      >
        {REACTIONS.map((reaction) => (
          <button
            type="button"
            role="menuitem"
            class="choice"
            aria-label={reaction}
            onClick={() => {
              popover.current?.hidePopover();
              live.react(itemKey, reaction);
            }}
          >
            {reaction}
          </button>
        ))}
      </div>
    </>
  );
}

/** Puts a popover beside the button that opens it, within the window. */
export function place(popover: HTMLElement | null, beside: Element): void {
  if (!popover) return;
  const { left, top, bottom } = beside.getBoundingClientRect();
  const [width, height] = [296, 160];
  const y = top > height + 8 ? top - height - 4 : bottom + 4;
  popover.style.left = `${
    Math.max(8, Math.min(left, innerWidth - width - 8))
  }px`;
  popover.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
}

function glyphOf(reaction: Reaction): string {
  return typeof reaction === "string" ? reaction : "▣";
}

function nameOf(live: ConversationTimeline, id: string): string {
  const { people, me } = live.value;
  return id === me ? "you" : people.get(id)?.name ?? "someone";
}
