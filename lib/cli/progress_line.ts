import type { MirrorProgress } from "../mirror/progress.ts";
import { quantity, timeSpan, withCommas } from "./quantities.ts";
import { sanitize } from "./sanitize.ts";
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
const TITLE_COLUMNS = 24;
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
  return widest([
    [name, bars[0] ?? "", count, rate, time],
    ...bars.map((bar) => [name, bar, count, time]),
    [percent, count, time],
    [percent, count],
    [isKnown ? percent : count],
  ], columns);
}

/**
 * Draws how far a mirror is. The name of what is read comes last, as it is
 * another one with each page; on a short line it is left out first.
 *
 * @param elapsed Time since the run started, in ms.
 * @param columns The most that the line may take.
 */
export function mirrorLine(
  { state, title = "", messages, requests, share, etaMs }: MirrorProgress,
  elapsed: number,
  columns: number,
): string {
  const [read, sent] = [
    quantity(messages, "message"),
    quantity(requests, "request"),
  ];
  if (state === "live") {
    return widest([["Following what is new", read, sent], [read]], columns);
  }
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const rate = elapsed > 0 && messages > 0
    ? `${withCommas(messages / elapsed * 1_000)}/s`
    : "";
  const left = etaMs ? `${timeSpan(etaMs)} left` : "";
  const name = cutToWidth(sanitize(title), TITLE_COLUMNS);
  const bars = BAR_COLUMNS.map((width) => `${bar(share, width)} ${percent}`);
  return widest([
    [bars[0] ?? "", read, rate, sent, left, name],
    [bars[1] ?? "", read, rate, left, name],
    ...bars.map((bar) => [bar, read, rate, left]),
    [percent, withCommas(messages), left],
    [percent, left],
    [percent],
  ], columns);
}

/** The first of some layouts that fits; the last one where none does. */
function widest(
  layouts: readonly (readonly string[])[],
  columns: number,
): string {
  const lines = layouts.map((parts) =>
    parts.filter((part) => part !== "").join(GAP).trimStart()
  );
  return lines.find((line) => textWidth(line) <= columns) ?? lines.at(-1) ?? "";
}

function bar(share: number, width: number): string {
  const full = Math.round(share * width);
  return "█".repeat(full) + "░".repeat(width - full);
}
