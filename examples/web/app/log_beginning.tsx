import type { PlainMessage } from "@rxgroupme/client";
import type { Timeline } from "@rxgroupme/client/timeline";
import type { JSX } from "preact";
import type { ConversationTimeline } from "./conversation_timeline.ts";

/** Says what is above the first message, and loads it. */
export function LogBeginning(
  { timeline: { items, older, status }, live }: {
    timeline: Timeline<PlainMessage>;
    live: ConversationTimeline;
  },
): JSX.Element | null {
  const isEmpty = items.length === 0;
  const load = (words: string, className?: string) => (
    <button
      type="button"
      class={className}
      onClick={() => live.loadOlder()}
    >
      {words}
    </button>
  );
  switch (older.state) {
    case "end":
      return isEmpty
        ? <p class="empty">Nobody has written here yet. Say hello!</p>
        : <p>This is the beginning of the conversation.</p>;
    case "loading":
      return <p>Loading older messages…</p>;
    case "failed":
      return <p>Older messages could not be loaded. {load("Try again")}</p>;
    case "more":
      if (!isEmpty) return load("Load older messages", "quiet");
      if (status.state === "closed") return null;
      return (
        <p class="empty">
          {status.state === "offline" && status.error
            ? "The messages come once GroupMe can be reached."
            : "Loading messages…"}
        </p>
      );
  }
}
