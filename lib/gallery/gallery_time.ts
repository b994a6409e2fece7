import type { Message } from "../messages/message.ts";

/**
 * Where a message stands in the gallery, in units of 0.1 ms since 1970: that
 * is what `gallery_ts` distinguishes, and a `Date` does not.
 */
export function galleryTime({ data, createdAt }: Message): number {
  const iso = typeof data.gallery_ts === "string" ? data.gallery_ts : "";
  const [, seconds, fraction = ""] = /^([^.Z]+)(?:\.(\d+))?/.exec(iso) ?? [];
  const ms = Date.parse(`${seconds}Z`);
  return Number.isNaN(ms)
    ? timeOf(createdAt ?? new Date(NaN))
    : ms * 10 + Number(fraction.slice(0, 4).padEnd(4, "0"));
}

/** The same of a date. */
export function timeOf(date: Date): number {
  return +date * 10;
}

/** Such a time as GroupMe takes it: ISO 8601 with four decimals. */
export function formatTime(time: number): string {
  const iso = new Date(Math.floor(time / 10)).toISOString();
  return `${iso.slice(0, -1)}${time % 10}Z`;
}
