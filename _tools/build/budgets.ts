import type { Rxjs } from "./rxjs.ts";

/** The size that a bundle may have. */
export interface Budget {
  /** Names the program, in Markdown. */
  readonly what: string;
  /** The program, as somebody who has installed the package writes it. */
  readonly program: string;
  /** Another program, where only what the first has beyond it counts. */
  readonly beyond?: string;
  /** Whether the bundle holds the rxjs that it uses. */
  readonly rxjs: Rxjs;
  /** The largest size, in kB (1,000 bytes), minified and gzipped. */
  readonly limit: number;
  /**
   * Where a bundle is not within its limit yet: the size in kB that it must not
   * exceed meanwhile. It falls, unless a mend needs more, which its commit names.
   */
  readonly ceiling?: number;
}

/** The layout of `budgets.json`. */
export interface BudgetFile {
  /**
   * Programs, each with its limit in kB: rxjs is inside, or outside where only
   * what the program has beyond another one counts.
   */
  readonly programs: readonly Omit<Budget, "rxjs">[];
  /** The limit in kB of each entry point on top of the core; null for none. */
  readonly entryPoints: Readonly<Record<string, number | null>>;
  /** The ceiling in kB of entry points that are not within their limits yet. */
  readonly ceilings?: Readonly<Record<string, number>>;
}

const PATH = new URL("budgets.json", import.meta.url);

const NAME = "@rxgroupme/client";

/** Reads the table of all budgets. */
export async function readBudgetFile(): Promise<BudgetFile> {
  return JSON.parse(await Deno.readTextFile(PATH));
}

/** Lists the budgets of programs and of entry points. */
export function listBudgets(
  { programs, entryPoints, ceilings = {} }: BudgetFile,
): Budget[] {
  const core = `export * from "${NAME}";`;
  return [
    ...programs.map((it): Budget => ({
      ...it,
      rxjs: it.beyond === undefined ? "inside" : "outside",
    })),
    ...Object.entries(entryPoints).flatMap(([entry, limit]): Budget[] =>
      limit === null ? [] : [{
        what: `\`${entry}\`, on top of the core`,
        program: `${core} export * from "${NAME}${entry.slice(1)}";`,
        beyond: core,
        rxjs: "outside",
        limit,
        ...ceilings[entry] !== undefined && { ceiling: ceilings[entry] },
      }]
    ),
  ];
}
