import type { JSX } from "preact";
import { quantity } from "./words.ts";

/** How many messages are unread; nothing if none is. */
export function Unread({ count }: { count: number }): JSX.Element | null {
  if (count === 0) return null;
  return (
    <span class="unread" aria-label={quantity(count, "unread message")}>
      {count > 99 ? "99+" : count}
    </span>
  );
}
