/**
 * Deletes what breaks the rules of a group, as one of its admins, and says why:
 *
 *     deno run -A --unstable-kv examples/moderation/main.ts 1234
 *
 * @module
 */

import { denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
import { switchMap } from "rxjs";
import { connect } from "../connect.ts";
import { printable } from "../printable.ts";
import { moderate } from "./moderate.ts";

const rules = [
  { pattern: /\bbuy (?:followers|crypto)\b/i, why: "no advertising here" },
  { pattern: /https?:\/\/(?:bit\.ly|t\.co)\//i, why: "no shortened links" },
];

const [groupId = ""] = Deno.args;
const { groups, user } = connect();
const kv = await Deno.openKv(Deno.env.get("KV_PATH"));
const cursor = denoKvCursor(kv, ["moderation", groupId]);

user.id.pipe(
  switchMap((me) =>
    moderate(groups.messages(groupId).tail({ cursor }), { rules, me, cursor })
  ),
).subscribe({
  next: ({ messageId, rule, error }) =>
    error
      ? console.error(printable(`${messageId} stands: ${error.message}`))
      : console.log(printable(`${messageId} is gone: ${rule.why}`)),
  error: (error) => {
    console.error(printable(error.message));
    Deno.exit(1);
  },
});
