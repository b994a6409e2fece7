/**
 * Makes the package that JSR gives to npm, to look at or to install from a
 * tarball. Takes a directory for its files, if not `dist/npm`.
 *
 * @module
 */

import { resolve } from "node:path";
import { makePackage } from "./npm/package.ts";

const [dir = "dist/npm"] = Deno.args;
console.log(await makePackage(resolve(dir)));
