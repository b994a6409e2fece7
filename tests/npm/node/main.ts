import { tryOut } from "../shared/try_out.ts";

// Each by its name, as `exports` has them.
for (const entry of process.argv.slice(2)) await import(entry);
console.log(JSON.stringify(await tryOut()));
