import type { LogEntry, LogLevel } from "./entry.ts";

/** SGR codes: dim, none, yellow and red. */
const COLOURS: { readonly [level in LogLevel]: string } = {
  debug: "2",
  info: "0",
  warn: "33",
  error: "31",
};

/** Control characters, and those that end a line or turn its direction. */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** One line for a person: the time, the level and the message. */
export function toText(entry: LogEntry, at: Date, isColoured: boolean): string {
  const level = entry.level.toUpperCase().padEnd(5);
  // The words of a server, or of a push frame, may hold anything.
  const message = entry.message.replaceAll(/\s+/g, " ").replaceAll(UNSAFE, "");
  const line = `${at.toISOString().slice(11, 23)} ${level} ${message}`;
  return isColoured ? `\x1b[${COLOURS[entry.level]}m${line}\x1b[0m` : line;
}

/** One line of JSON: `time`, `level`, `message`, and the fields. */
export function toJsonLine(
  { level, message, fields }: LogEntry,
  at: Date,
): string {
  const record = { time: at.toISOString(), level, message, ...fields };
  return JSON.stringify(record).replaceAll(
    UNSAFE,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
