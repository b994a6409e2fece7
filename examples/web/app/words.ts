const TIME = new Intl.DateTimeFormat(undefined, {
  hour: "numeric",
  minute: "2-digit",
});
const DAY = new Intl.DateTimeFormat(undefined, {
  weekday: "long",
  day: "numeric",
  month: "long",
});
const LONG_DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
const SHORT_DAY = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
});
const MONTH = new Intl.DateTimeFormat(undefined, {
  month: "short",
  year: "numeric",
});
const WHOLE = new Intl.DateTimeFormat(undefined, {
  dateStyle: "full",
  timeStyle: "short",
});

/** The time of the day. */
export function timeOf(at: Date | undefined): string {
  return at ? TIME.format(at) : "";
}

/** Day and time, for a tooltip. */
export function wholeTimeOf(at: Date | undefined): string {
  return at ? WHOLE.format(at) : "";
}

/** The day, as a separator says it. */
export function dayOf(at: Date | undefined, now: Date = new Date()): string {
  if (!at) return "";
  const days = Math.round((startOf(now) - startOf(at)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return (days < 300 ? DAY : LONG_DAY).format(at);
}

/** When something was, as short as it can be said. */
export function shortTimeOf(at: Date | undefined): string {
  if (!at) return "";
  const now = new Date();
  if (startOf(at) === startOf(now)) return TIME.format(at);
  return (at.getFullYear() === now.getFullYear() ? SHORT_DAY : MONTH)
    .format(at);
}

function startOf(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

/** `1 message`, `2 messages`. */
export function quantity(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

/** Names in a row: `Ada`, `Ada and Bo`, `Ada, Bo and 2 others`. */
export function inARow(names: readonly string[]): string {
  if (names.length <= 2) return names.join(" and ");
  const [first, second, ...others] = names;
  return others.length === 1
    ? `${first}, ${second} and ${others[0]}`
    : `${first}, ${second} and ${others.length} others`;
}
