/** Characters that steer a terminal, or break a line where none is meant. */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** A text that others wrote, as one line that is safe to print. */
export function printable(text: string): string {
  return text.replace(UNSAFE, " ").toWellFormed();
}

/** A value as a line of JSON without any such character. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    UNSAFE,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
