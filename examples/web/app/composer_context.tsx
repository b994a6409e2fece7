import type { JSX } from "preact";
import type { ConversationTimeline } from "./conversation_timeline.ts";
import type { Draft } from "./drafts.ts";
import { saidBy } from "./said.ts";

/** Says above the field that a message is answered, or edited. */
export function ComposerContext(
  { draft: { editing, replyTo }, live, cancel }: {
    draft: Draft;
    live: ConversationTimeline;
    cancel: () => void;
  },
): JSX.Element | null {
  if (!editing && !replyTo) return null;
  const answered = live.value.items.find(({ id }) => id === replyTo);
  const { name = "a message", text = "" } = answered
    ? saidBy(answered.message)
    : {};
  return (
    <div class="context">
      <span>
        <b dir="auto">
          {editing ? "Editing your message" : `Reply to ${name}`}
        </b>
        {!editing && <span dir="auto">{text}</span>}
      </span>
      <button
        type="button"
        class="quiet"
        aria-label={editing ? "Cancel edit" : "Cancel reply"}
        onClick={cancel}
      >
        ✕
      </button>
    </div>
  );
}
