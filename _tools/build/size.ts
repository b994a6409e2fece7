import { gzipSync } from "node:zlib";
import type { Budget } from "./budgets.ts";
import { bundleProgram } from "./bundle.ts";
import type { Rxjs } from "./rxjs.ts";

/** How big a bundle is, in bytes. */
export interface Size {
  /** Minified. */
  readonly min: number;
  /** Minified and gzipped. */
  readonly gzip: number;
}

/** What a bundle may be, and what it is. */
export interface Measured {
  readonly budget: Budget;
  readonly size: Size;
}

/** Makes the bundles that budgets speak of, and measures them. */
export function measureAll(budgets: readonly Budget[]): Promise<Measured[]> {
  return Promise.all(budgets.map(async (budget) => {
    const whole = await sizeOf(budget.program, budget.rxjs);
    if (budget.beyond === undefined) return { budget, size: whole };
    const part = await sizeOf(budget.beyond, budget.rxjs);
    const size = { min: whole.min - part.min, gzip: whole.gzip - part.gzip };
    return { budget, size };
  }));
}

async function sizeOf(program: string, rxjs: Rxjs): Promise<Size> {
  const { outputFiles: [bundle] } = await bundleProgram(program, rxjs);
  if (!bundle) throw new Error(`Cannot measure ${program}: no bundle`);
  // Deno's 8 is what zlib calls 9; Deno's 9 makes larger files.
  const { length } = gzipSync(bundle.contents, { level: 8 });
  return { min: bundle.contents.length, gzip: length };
}
