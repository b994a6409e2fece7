/** A number with commas, as in `25,000`. */
export function withCommas(n: number): string {
  return Math.round(n).toLocaleString("en-US");
}

/** So many of something, as in `1 message` and `25,000 messages`. */
export function quantity(n: number, one: string): string {
  return `${withCommas(n)} ${one}${n === 1 ? "" : "s"}`;
}

/** A time that is given in ms, as in `0.4 s`, `12 s`, `2 min 5 s`, `1 h 20 min`. */
export function timeSpan(ms: number): string {
  if (!Number.isFinite(ms)) return "?";
  if (ms < 9_950) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A moment as the clocks here show it, as in `2026-05-01 18:30:00`. */
export function dateAndTime(date: Date | undefined): string {
  if (date === undefined) return "????-??-?? ??:??:??";
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${day.map(twoDigits).join("-")} ${time.map(twoDigits).join(":")}`;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, "0");
}
