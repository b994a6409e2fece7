/**
 * Passes on what is said in a group, every minute; with `--once` now, and then
 * it ends. See its README.
 *
 *     deno run -A --unstable-kv --unstable-cron examples/relay_deno/main.ts
 *
 * @module
 */

import type { Message } from "@rxgroupme/client";
import { Sink } from "@rxgroupme/client/webhook";
import { count, lastValueFrom, tap } from "rxjs";
import { connect } from "../connect.ts";
import { jsonLine } from "../printable.ts";
import { relay } from "./relay.ts";

const { env } = Deno;
const messages = connect().groups.messages(env.get("GROUP_ID") ?? "");
const url = env.get("SINK_URL");
const sink = url ? new Sink(url) : undefined;
const kv = await Deno.openKv(env.get("KV_PATH"));

/** Posts a message, or prints it: a line of JSON for each. */
function send(message: Message) {
  if (sink) {
    return sink.post(message.id, message).pipe(tap((isTaken) => {
      if (!isTaken) console.error(`Refused for good: message ${message.id}`);
    }));
  }
  console.log(jsonLine(message));
  return [];
}

async function run(): Promise<void> {
  const since = env.get("SINCE");
  const relayed = relay({ messages, kv, send, since }).pipe(count());
  console.error(`Messages passed on: ${await lastValueFrom(relayed)}`);
}

if (Deno.args.includes("--once")) {
  await run();
  kv.close();
} else {
  // Deno makes no two runs at once, and one that fails goes on next minute.
  Deno.cron("Pass on what is new", "* * * * *", run);
}
