/**
 * Joins two groups, until it is stopped; see its README.
 *
 *     deno run -A --unstable-kv examples/bridge/main.ts 1234 5678
 *
 * @module
 */

import { denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
import { connect } from "../connect.ts";
import { printable } from "../printable.ts";
import { bridge } from "./bridge.ts";

const [one = "", other = ""] = Deno.args;
const kv = await Deno.openKv(Deno.env.get("KV_PATH"));
const side = (groupId: string, to: string) => ({
  groupId,
  cursor: denoKvCursor(kv, ["bridge", groupId, to]),
});

// A post that fails for now is tried again for as long as it takes.
const client = connect({ retry: { attempts: Infinity } });

bridge(client, [side(one, other), side(other, one)]).subscribe({
  next: (message) => console.log(printable(`${message.groupId} ${message}`)),
  error: (error) => {
    console.error(printable(error.message));
    Deno.exit(1);
  },
});
