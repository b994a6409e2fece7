import type { Draft } from "./drafts.ts";
import type { Suggested } from "./suggestions.tsx";

/** What a key does in the field, beyond writing. */
export type KeyAction =
  | "mention"
  | "nextPerson"
  | "previousPerson"
  | "closePeople"
  | "cancel"
  | "send"
  | "editLast";

/** What a key does while people are suggested. */
const WITH_PEOPLE: { readonly [key: string]: KeyAction } = {
  Enter: "mention",
  Tab: "mention",
  ArrowDown: "nextPerson",
  ArrowUp: "previousPerson",
  Escape: "closePeople",
};

/** What a key does; nothing if it writes, as all keys do for an input method. */
export function actionOf(
  { key, shiftKey, isComposing }: KeyboardEvent,
  { people }: Suggested,
  { text, editing }: Draft,
): KeyAction | undefined {
  if (isComposing) return undefined;
  if (people.length > 0 && WITH_PEOPLE[key]) return WITH_PEOPLE[key];
  if (key === "Escape") return "cancel";
  if (key === "Enter" && !shiftKey) return "send";
  if (key === "ArrowUp" && text === "" && !editing) return "editLast";
}
