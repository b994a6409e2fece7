import { tryOut } from "../shared/try_out.ts";

console.log(JSON.stringify(await tryOut()));
