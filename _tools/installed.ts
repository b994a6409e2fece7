/**
 * Tells how many packages an `npm install` of tarballs brings, each in a folder
 * of its own, and how large they are: of the package as it is here, if no
 * tarball is given.
 *
 * @module
 */

import { basename, resolve } from "node:path";
import { installAlone } from "./npm/installed.ts";
import { makePackage } from "./npm/package.ts";

const given = Deno.args.map((it) => resolve(it));
const tarballs = given.length > 0
  ? given
  : [await makePackage(resolve("dist/npm"))];
for (const path of tarballs) {
  const { packages, bytes } = await installAlone(path);
  const kB = Math.round(bytes / 1000).toLocaleString("en-US");
  console.log(`${basename(path)}: ${packages.length} packages, ${kB} kB`);
  console.log(`  ${packages.join(", ")}`);
}
