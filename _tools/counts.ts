import { plainText } from "./plain_text.ts";

/** How many tests there were of each end. */
export interface Counts {
  /** Tests that held. */
  passed: number;
  /** Tests that did not, and whatever else went wrong. */
  failed: number;
}

/**
 * Counts by the summary with which `deno test` ends.
 *
 * @param text What it wrote to stdout.
 * @param success Whether it exited with 0.
 */
export function readCounts(text: string, success: boolean): Counts {
  const summary = /^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed/gm;
  const [, passed = 0, failed = 0] =
    [...plainText(text).matchAll(summary)].at(-1) ?? [];
  return {
    passed: Number(passed),
    // Without a summary nothing compiled; `only` fails a run of passed tests.
    failed: success ? Number(failed) : Math.max(Number(failed), 1),
  };
}
