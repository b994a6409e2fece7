/**
 * Makes the package for npm, to install from its tarball. Takes a directory for its files, if not `dist/npm`.
 *
 * @module
 */

import { resolve } from "node:path";
import { makePackage } from "./npm/package.ts";

const [dir = "dist/npm"] = Deno.args;
console.log(await makePackage(resolve(dir)));
