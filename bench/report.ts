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

/**
 * Makes a table: medians, and beside them how they compare to the first one.
 *
 * @param results Of each contender; the first is what the others are held to.
 */
export function table(results: readonly Result[]): string {
  const rates = results.map(({ readings }) =>
    readings.map(({ messages, ms }) => messages / ms * 1000)
  );
  const raw = median(rates[0] ?? []);
  const rows = results.map(({ name, readings }, i) => {
    const own = rates[i] ?? [];
    return [
      name,
      round(median(own)),
      `${round(Math.min(...own))} - ${round(Math.max(...own))}`,
      (median(own) / raw).toFixed(2),
      round(Math.max(...readings.map((it) => it.peakMemory)) / MIB),
    ];
  });
  return align([
    ["", "messages/s", "slowest - fastest", "of the loop", "peak RSS, MiB"],
    ...rows,
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
