/**
 * Makes the site: guides, and the API documentation of each entry point. Takes a
 * directory, if not `dist/docs`.
 *
 * @module
 */

import { dirname, join } from "node:path";
import { apiPages, makeApi } from "./site/api.ts";
import { makeSite } from "./site/site.ts";

const [dir = "dist/docs"] = Deno.args;
await Deno.remove(dir, { recursive: true }).catch(() => {});
await makeApi(dir);
for (const [path, content] of await makeSite(await apiPages())) {
  const file = join(dir, path);
  await Deno.mkdir(dirname(file), { recursive: true });
  if (typeof content === "string") await Deno.writeTextFile(file, content);
  else await Deno.writeFile(file, content);
}
console.log(`${dir}/index.html`);
