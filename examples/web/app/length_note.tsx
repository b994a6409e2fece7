import type { JSX } from "preact";
import type { Draft } from "./drafts.ts";
import { MAX_TEXT, splitText } from "./split_text.ts";
import { quantity } from "./words.ts";

/** Says how a text near the limit goes out, or that it cannot be saved. */
export function LengthNote(
  { draft: { text, editing } }: { draft: Draft },
): JSX.Element | null {
  const left = MAX_TEXT - text.length;
  if (left >= 100) return null;
  return (
    <p class="count">
      {left >= 0
        ? `${quantity(left, "character")} left`
        : editing
        ? `${quantity(-left, "character")} too many`
        : `Goes out as ${quantity(splitText(text).length, "message")}`}
    </p>
  );
}
