// Uses what needs Deno, and tells in which words it fails.
import { denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
import { mirror } from "@rxgroupme/client/mirror";
import { ndjsonMirror } from "@rxgroupme/client/mirror/ndjson";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { Client } from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";

const client = Client.fromToken("t");
const uses = {
  denoKvCursor: () => denoKvCursor(globalThis.Deno?.openKv(), ["cursor"]),
  ndjsonMirror: () => ndjsonMirror("copy"),
  sqliteMirror: () => lastValueFrom(mirror(client, sqliteMirror("copy.db"))),
};
const words = {};
for (const [name, use] of Object.entries(uses)) {
  try {
    await use();
  } catch ({ message }) {
    words[name] = message;
  }
}
console.log(JSON.stringify(words));
