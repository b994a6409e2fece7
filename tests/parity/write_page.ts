import { PAGE, page } from "./page.ts";

await Deno.writeTextFile(PAGE, await page());
