/**
 * Runs all tests, those of clients also over msw, and closes with the errors of
 * those that failed and one line, `N passed, N failed`. Arguments go to `deno
 * test`: paths, `--filter`, ...; with a choice of tests the second run is left
 * out.
 *
 * @module
 */

import { denoTests } from "./deno_tests.ts";
import { mswTests } from "./msw_tests.ts";

const isWhole = Deno.args.every((it) => /^--(?!filter)/.test(it));
const runs = [await denoTests(Deno.args)];
if (isWhole) {
  console.log("\nOnce more, with msw in between");
  runs.push(await mswTests(Deno.args));
}
const passed = runs.reduce((sum, it) => sum + it.passed, 0);
const failed = runs.reduce((sum, it) => sum + it.failed, 0);
// The first run's lie far above the end, past what a log may keep.
const failures = runs.flatMap((it) => it.failures);
if (failures.length > 0) {
  console.log(`\nWhat failed, once more:\n\n${failures.join("\n\n")}\n`);
}
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);
