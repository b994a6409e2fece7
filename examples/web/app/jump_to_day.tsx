import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { ConversationTimeline } from "./conversation_timeline.ts";

/** A button that lets one choose a day, and goes there. */
export function JumpToDay(
  { live }: { live: ConversationTimeline },
): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  return (
    <span class="jump">
      <button
        type="button"
        class="quiet"
        title="Go to a day"
        onClick={() => field.current?.showPicker()}
      >
        <span class="icon" aria-hidden="true">📅</span>
        <span class="words">Go to a day</span>
      </button>
      <input
        ref={field}
        type="date"
        tabIndex={-1}
        aria-label="Day"
        onChange={(event) => {
          const { valueAsDate } = event.currentTarget;
          if (valueAsDate) live.jump(valueAsDate);
        }}
      />
    </span>
  );
}
