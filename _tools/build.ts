/**
 * Makes the bundles, and holds sizes to their budgets, `build/budgets.json`, or
 * where one is not within its budget yet, to the ceiling that stands there.
 * Takes a directory, if it is not to be `dist/`. With `--update` the README of
 * the benchmarks shows the sizes measured.
 *
 * @module
 */

import { dirname, join } from "node:path";
import { stop } from "esbuild";
import { listBudgets, readBudgetFile } from "./build/budgets.ts";
import { bundleEntryPoints } from "./build/bundle.ts";
import { writeTable } from "./build/readme.ts";
import { fullTable, isTooLarge, sizeTable } from "./build/report.ts";
import { measureAll } from "./build/size.ts";

const isUpdate = Deno.args.includes("--update");
const [dist = "dist"] = Deno.args.filter((it) => it !== "--update");

for (const rxjs of ["inside", "outside"] as const) {
  const dir = join(dist, `rxjs_${rxjs}`);
  await Deno.remove(dir, { recursive: true }).catch(() => {});
  for (const { outputFiles } of await bundleEntryPoints(rxjs, dir)) {
    for (const { path, contents } of outputFiles) {
      await Deno.mkdir(dirname(path), { recursive: true });
      await Deno.writeFile(path, contents);
    }
  }
  console.log(dir);
}

const measured = await measureAll(listBudgets(await readBudgetFile()));
await stop();
console.log(`\n${fullTable(measured)}`);
if (isUpdate) await writeTable(sizeTable(measured));
Deno.exitCode = measured.some(isTooLarge) ? 1 : 0;
