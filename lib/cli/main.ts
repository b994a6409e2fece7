/**
 * Runs the command line.
 *
 * @module
 */

import { runHere } from "./process.ts";

await runHere();
