/**
 * Runs all tests, and closes with one line, `N passed, N failed`. Arguments go
 * to `deno test`: paths, `--filter`, ...
 *
 * @module
 */

import { denoTests } from "./deno_tests.ts";

const { passed, failed } = await denoTests(Deno.args);
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);
