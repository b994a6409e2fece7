/**
 * A bot in a group that answers `!ping` and `!roll`. Stopped and started again,
 * it goes on where it was:
 *
 *     deno run -A --unstable-kv examples/ping_bot.ts 1234
 *
 * @module
 */

import { commands } from "@rxgroupme/client/bot";
import { denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
import { switchMap } from "rxjs";
import { connect } from "./connect.ts";
import { printable } from "./printable.ts";

const [groupId = ""] = Deno.args;
const { bots, groups } = connect();
const kv = await Deno.openKv(Deno.env.get("KV_PATH"));
const cursor = denoKvCursor(kv, ["ping_bot", groupId]);

const handlers = {
  "!ping": () => "pong",
  "!roll": () => `${1 + Math.floor(6 * Math.random())}`,
};

bots.ensure({ name: "Ping", groupId }).pipe(
  switchMap((bot) =>
    groups.messages(groupId).tail({ cursor }).pipe(
      commands(handlers, { cursor, answer: (_, content) => bot.post(content) }),
    )
  ),
).subscribe({
  next: (outcome) =>
    outcome.type === "answered"
      ? console.log(`${outcome.name}: ${outcome.content}`)
      : console.error(printable(`${outcome.name}: ${outcome.error}`)),
  // Only final errors: the token is wrong, or the group is gone.
  error: (error) => {
    console.error(printable(error.message));
    Deno.exit(1);
  },
});
