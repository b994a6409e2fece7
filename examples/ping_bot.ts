/**
 * Answers each `!ping` in a group, each once, in order:
 *
 *     deno run -A examples/ping_bot.ts 1234
 *
 * @module
 */

import { concatMap, filter } from "rxjs";
import { connect } from "./connect.ts";

const [groupId = ""] = Deno.args;

connect().groups.messages(groupId).tail().pipe(
  filter(({ text }) => text?.trim() === "!ping"),
  // An answer that gets lost on the way is sent again, and stands once.
  concatMap((message) => message.reply("pong")),
).subscribe((answer) => console.log("answered with", answer.id));
