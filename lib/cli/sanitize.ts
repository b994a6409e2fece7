/**
 * Characters that can paint over a terminal or do worse, turn the direction of
 * writing, or are not seen at all, so that one name passes for another. The
 * joiners of emoji and of scripts stay.
 */
const UNSAFE =
  /[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2028\u2029\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu;

/** Text that somebody else wrote, made fit for one line of a terminal. */
export function sanitize(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r?\n/g, " ↵ ")
    .replaceAll(/[\r\t]/g, " ")
    .replaceAll(UNSAFE, "");
}

/**
 * A value as one line of JSON. Whatever readers or terminals take for the end
 * of a line or a control is escaped; read back, it is the same value.
 */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    UNSAFE,
    (text) =>
      text.split("").map((unit) =>
        `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
      ).join(""),
  );
}
