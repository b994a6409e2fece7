/**
 * Makes the bundles, and holds sizes to their budgets, `build/budgets.json`.
 * Takes a directory, if it is not to be `dist/`. With `--update` limits fall to
 * where sizes are by now, and the README of the benchmarks tells of them.
 *
 * @module
 */

import { dirname, join } from "node:path";
import { stop } from "esbuild";
import { readBudgets, writeBudgets } from "./build/budgets.ts";
import { bundleEntryPoints } from "./build/bundle.ts";
import { writeTable } from "./build/readme.ts";
import { fullTable, isOverLimit, newLimit, sizeTable } from "./build/report.ts";
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

const measured = await measureAll(await readBudgets());
await stop();
console.log(`\n${fullTable(measured)}`);
if (isUpdate) {
  await writeBudgets(
    measured.map((it) => ({ ...it.budget, limit: newLimit(it) })),
  );
  await writeTable(sizeTable(measured));
}
Deno.exitCode = measured.some(isOverLimit) ? 1 : 0;
