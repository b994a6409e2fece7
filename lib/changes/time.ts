import { toDate, toText } from "../wire/json.ts";

/** A time that is given in seconds, or as pushed deletions give it, in ISO. */
export function toTime(value: unknown): Date | undefined {
  const text = toText(value) ?? "";
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return toDate(value);
  const date = new Date(text);
  return Number.isNaN(+date) ? undefined : date;
}
