import type { Message } from "../messages/message.ts";
import { toText } from "../../wire/json.ts";

/**
 * The place of a message in the gallery, in units of 0.1 ms since 1970, which
 * `gallery_ts` distinguishes and a `Date` does not. `NaN` where the message has
 * no time.
 */
export function galleryTime({ data, createdAt }: Message): number {
  const [, seconds, rest = ""] =
    /^(\S+T[\d:]+)\.?(\d{0,4})/.exec(toText(data.gallery_ts) ?? "") ?? [];
  const whole = Date.parse(`${seconds}Z`) * 10;
  return whole + Number(rest.padEnd(4, "0")) || timeOf(createdAt);
}

/** The same of a date. */
export function timeOf(date?: Date): number {
  return Number(date) * 10;
}

/**
 * Such a time as GroupMe takes it: ISO 8601 with four decimals. `undefined`
 * where it is none, or infinite.
 */
export function formatTime(time: number): string | undefined {
  // Unlike toISOString() it gives null then, whatever its type says.
  const iso: string | null = new Date(time / 10).toJSON();
  return iso?.replace("Z", `${time % 10}Z`);
}
