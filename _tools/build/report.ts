import type { Measured } from "./size.ts";

/** Shows sizes as a table in Markdown, as `deno fmt` would have it. */
export function sizeTable(all: readonly Measured[]): string {
  return markdown([
    ["Minified and gzipped", "rxjs", "kB", "budget, kB", ""],
    ...all.map((it) => [
      it.budget.what,
      it.budget.rxjs,
      kB(it.size.gzip),
      it.budget.limit.toFixed(1),
      verdict(it),
    ]),
  ]);
}

/** Shows sizes to the byte. */
export function fullTable(all: readonly Measured[]): string {
  return markdown([
    ["", "rxjs", "min, B", "min+gzip, B", "budget, kB", ""],
    ...all.map((it) => [
      it.budget.what,
      it.budget.rxjs,
      it.size.min.toLocaleString("en"),
      it.size.gzip.toLocaleString("en"),
      it.budget.limit.toFixed(1),
      verdict(it),
    ]),
  ]);
}

/** Whether a bundle is larger than its budget. */
export function isOver({ budget, size }: Measured): boolean {
  return size.gzip > budget.limit * 1_000;
}

/** Whether a bundle is larger than it may be: its budget, or its ceiling. */
export function isTooLarge({ budget, size }: Measured): boolean {
  const { limit, ceiling = limit } = budget;
  return size.gzip > Math.max(limit, ceiling) * 1_000;
}

function verdict(measured: Measured): string {
  if (!isOver(measured)) return "within";
  const { budget: { limit }, size: { gzip } } = measured;
  return `over by ${Math.ceil(gzip - limit * 1_000)} B`;
}

function kB(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}

/** Cells that are nothing but a number stand to the right. */
function markdown([head = [], ...rows]: readonly string[][]): string {
  const widths = head.map((name, column) =>
    Math.max(3, name.length, ...rows.map((row) => row[column]?.length ?? 0))
  );
  const isNumeric = head.map((_, column) =>
    rows.some((row) => row[column]) &&
    rows.every((row) => /^[\d.,]*$/.test(row[column] ?? ""))
  );
  const pad = (cell: string, column: number) =>
    isNumeric[column]
      ? cell.padStart(widths[column] ?? 0)
      : cell.padEnd(widths[column] ?? 0);
  const rule = widths.map((width, column) =>
    isNumeric[column] ? "-".repeat(width - 1) + ":" : "-".repeat(width)
  );
  return [head.map(pad), rule, ...rows.map((row) => row.map(pad))]
    .map((cells) => `| ${cells.join(" | ")} |\n`)
    .join("");
}
