import type { Reaction } from "@rxgroupme/client";
import { REACTIONS } from "@rxgroupme/client/reactions";
import type { Tally } from "@rxgroupme/client/timeline";
import type { JSX } from "preact";
import { ChoiceButton } from "./choice_button.tsx";
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
  return (
    <ChoiceButton
      label="React"
      buttonClass="quiet"
      tabIndex={-1}
      menuLabel="Reactions"
      menuClass="popover choices"
      choices={REACTIONS}
      choose={(reaction) => live.react(itemKey, reaction)}
    />
  );
}

function glyphOf(reaction: Reaction): string {
  return typeof reaction === "string" ? reaction : "▣";
}

/** The name of somebody, in lower case where it is none. */
export function nameOf(live: ConversationTimeline, id: string): string {
  const { people, me } = live.value;
  return id === me ? "you" : people.get(id)?.name ?? "someone";
}
