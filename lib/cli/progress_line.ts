import { timeSpan, withCommas } from "./quantities.ts";
import { cutToWidth, textWidth } from "./text_width.ts";

/** A task whose progress is shown. */
export interface Task {
  /** Its name. */
  readonly title: string;
  /** How many there are in all, about; 0 where that is not known. */
  readonly total: number;
  /** How many were there before it started. */
  readonly done: number;
}

/** How far a task is. */
export interface Progress {
  /** How many are done, those before its start included. */
  readonly done: number;
  /** Time since it started, in ms. */
  readonly elapsed: number;
  /** Whether it has reached its end. */
  readonly isOver: boolean;
}

/** Columns that a title takes at most on the last line of a terminal. */
export const TITLE_COLUMNS = 24;
/** Widths of the bar, in columns: the widest that fits. */
const BAR_COLUMNS = [20, 10, 0];
const GAP = "  ";

/**
 * Draws how far a task is, at what rate, and how long it takes, on one line.
 * On a short line the rate is left out, then the bar, the title, the time.
 *
 * @param columns The most that the line may take.
 */
export function progressLine(
  { title, total, done: before }: Task,
  { done, elapsed, isOver }: Progress,
  columns: number,
): string {
  const all = isOver ? done : Math.max(total, done);
  const perMs = elapsed > 0 ? (done - before) / elapsed : 0;
  const rate = perMs > 0 ? `${withCommas(perMs * 1000)}/s` : "";
  const left = perMs > 0 && total > 0
    ? `${timeSpan((all - done) / perMs)} left`
    : "";
  const time = isOver ? `in ${timeSpan(elapsed)}` : left;
  const isKnown = total > 0 || isOver;
  const share = all > 0 ? done / all : 1;
  const count = isKnown
    ? `${withCommas(done)} of ${withCommas(all)}`
    : withCommas(done);
  const percent = isKnown ? `${Math.floor(share * 100)}%`.padStart(4) : "";
  const name = cutToWidth(title, TITLE_COLUMNS);
  // Without a total there is nothing to draw a bar of.
  const bars = isKnown
    ? BAR_COLUMNS.map((width) => `${bar(share, width)} ${percent}`.trim())
    : [""];
  const layouts = [
    [name, bars[0] ?? "", count, rate, time],
    ...bars.map((bar) => [name, bar, count, time]),
    [percent, count, time],
    [percent, count],
    [isKnown ? percent : count],
  ].map((parts) => parts.filter((part) => part !== "").join(GAP));
  return layouts.find((line) => textWidth(line) <= columns) ?? percent;
}

function bar(share: number, width: number): string {
  const full = Math.round(share * width);
  return "█".repeat(full) + "░".repeat(width - full);
}
