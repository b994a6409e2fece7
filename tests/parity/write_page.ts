import { root } from "../support/project.ts";
import { page } from "./page.ts";

await Deno.writeTextFile(`${root}/examples/from_groupy.md`, await page());
