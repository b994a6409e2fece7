import type { Measured } from "./size.ts";

/** Shows sizes as a table in Markdown, as `deno fmt` would have it. */
export function sizeTable(all: readonly Measured[]): string {
  return markdown([
    ["Minified and gzipped", "rxjs", "kB", ""],
    ...all.map((it) => [
      it.budget.what,
      it.budget.rxjs,
      kB(it.size.gzip),
      verdict(it),
    ]),
  ]);
}

/** Shows all that the build knows of the sizes. */
export function fullTable(all: readonly Measured[]): string {
  const inKB = (value?: number) => value?.toFixed(1) ?? "";
  return markdown([
    ["", "rxjs", "min, B", "min+gzip, B", "goal, kB", "limit, kB", ""],
    ...all.map(({ budget, size }) => [
      budget.what,
      budget.rxjs,
      size.min.toLocaleString("en"),
      size.gzip.toLocaleString("en"),
      inKB(budget.goal),
      inKB(budget.limit),
      verdict({ budget, size }),
    ]),
  ]);
}

/** Whether a bundle is bigger than the build lets pass. */
export function isOverLimit({ budget, size }: Measured): boolean {
  return size.gzip > budget.limit * 1_000;
}

/** The limit that a size gives reason for; it never rises. */
export function newLimit({ budget, size }: Measured): number {
  const reached = Math.max(budget.goal ?? 0, Math.ceil(size.gzip / 100) / 10);
  return Math.min(budget.limit, reached);
}

function verdict(measured: Measured): string {
  const { budget: { goal, limit }, size: { gzip } } = measured;
  if (isOverLimit(measured)) {
    return `TOO BIG by ${kB(gzip - limit * 1_000)}`;
  }
  if (goal === undefined) return "";
  const rest = gzip - goal * 1_000;
  return rest > 0
    ? `over the goal of ${goal} by ${kB(rest)}`
    : `within the goal of ${goal}`;
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
