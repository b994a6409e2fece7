/**
 * Puts the files of `examples/starters/` into `lib/init/starters.json`, out of
 * which `./init` makes projects: modules are not published as they are.
 *
 * @module
 */

import { packStarters, STARTERS } from "./starters/pack.ts";
import { root } from "./project.ts";

await Deno.writeTextFile(new URL(STARTERS, root), await packStarters());
console.log(STARTERS);
