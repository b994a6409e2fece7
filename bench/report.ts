import type { Reading } from "./worker.ts";

/** All that was measured of one contender. */
export interface Result {
  /** Who it was. */
  name: string;
  /** How each reading went. */
  readings: readonly Reading[];
}

const MIB = 2 ** 20;

/** The middle one of several values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = NaN, high = NaN] = [Math.floor(middle), Math.ceil(middle)]
    .map((it) => sorted[it]);
  return (low + high) / 2;
}

/** The least, the middle and the greatest of several values. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** One contender in one setting, for other programs. */
export interface Row {
  readonly name: string;
  /** Messages a second. */
  readonly rate: Spread;
  /** How many times as fast as the first contender, round by round. */
  readonly ratio: Spread;
  /** The same, to the loop whose pages are as long. */
  readonly ratioOfSamePages: Spread;
  /** The same, by the processor time of their processes. */
  readonly cpuRatioOfSamePages: Spread;
  /** In bytes. */
  readonly peakMemory: number;
}

/** The least, the middle and the greatest of some values. */
function spreadOf(values: readonly number[]): Spread {
  return {
    min: Math.min(...values),
    median: median(values),
    max: Math.max(...values),
  };
}

/**
 * Compares contenders: the first is what the others are held to, in each round
 * by itself, so that what slows down a whole round does not count.
 *
 * @param samePages The contender whose pages are as long as those of another.
 */
export function compare(
  results: readonly Result[],
  samePages: (name: string) => string,
): readonly Row[] {
  const all = new Map(results.map((it) => [it.name, it.readings]));
  const [first] = results;
  return results.map(({ name, readings }) => {
    const to = (other = "", time: "ms" | "cpuMs" = "ms") =>
      spreadOf(readings.map((own, n) => {
        const { [time]: its = NaN } = all.get(other)?.[n] ?? {};
        return its / own[time];
      }));
    return {
      name,
      rate: spreadOf(readings.map((it) => it.messages / it.ms * 1000)),
      ratio: to(first?.name),
      ratioOfSamePages: to(samePages(name)),
      cpuRatioOfSamePages: to(samePages(name), "cpuMs"),
      peakMemory: Math.max(...readings.map((it) => it.peakMemory)),
    };
  });
}

/** Makes a table: ratios with the least, the middle and the greatest. */
export function table(rows: readonly Row[]): string {
  const spread = ({ min, median, max }: Spread) =>
    [median, min, max].map((it) => it.toFixed(2)).join("  ");
  return align([
    [
      "",
      "messages/s",
      "of the loop: median  min  max",
      "of one with such pages",
      "by processor time",
      "peak RSS, MiB",
    ],
    ...rows.map((it) => [
      it.name,
      round(it.rate.median),
      spread(it.ratio),
      spread(it.ratioOfSamePages),
      spread(it.cpuRatioOfSamePages),
      round(it.peakMemory / MIB),
    ]),
  ]);
}

function round(value: number): string {
  return Math.round(value).toLocaleString("en");
}

/** Pads the cells of a table, the first column to the right. */
export function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length))
  );
  return rows.map((row) =>
    row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    }).join("  ").trimEnd()
  ).join("\n");
}
