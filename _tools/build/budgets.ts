import type { Rxjs } from "./rxjs.ts";

/** What a program may come to as a bundle; sizes in kB, minified and gzipped. */
export interface Budget {
  /** What it shows the size of, in Markdown. */
  what: string;
  /** The program, as somebody who has installed the package writes it. */
  program: string;
  /** Another program, where only what the first has beyond it counts. */
  beyond?: string;
  /** Where the rxjs is that it uses. */
  rxjs: Rxjs;
  /** What it ought to come to, where that was ever set. */
  goal?: number;
  /**
   * What the build lets pass: the goal, or while that is not reached the
   * smallest that it ever came to.
   */
  limit: number;
}

const PATH = new URL("budgets.json", import.meta.url);

/** Reads the one table of all budgets. */
export async function readBudgets(): Promise<Budget[]> {
  return JSON.parse(await Deno.readTextFile(PATH));
}

/** Writes it. */
export async function writeBudgets(budgets: readonly Budget[]): Promise<void> {
  await Deno.writeTextFile(PATH, `${JSON.stringify(budgets, null, 2)}\n`);
}
