/**
 * Shows a group live, and how the connection stands:
 *
 *     deno run -A examples/follow.ts 1234
 *
 * @module
 */

import { map, merge } from "rxjs";
import { connect } from "./connect.ts";

const [groupId = ""] = Deno.args;
const tail = connect().groups.messages(groupId).tail();

merge(
  tail.pipe(map(({ name, text = "" }) => `${name}: ${text}`)),
  tail.status$.pipe(map(({ state, reason }) => `(${state}: ${reason})`)),
).subscribe({
  next: (line) => console.log(line),
  // Only what will not pass: the token is wrong, or the group is gone.
  error: (error) => {
    console.error(error.message);
    Deno.exit(1);
  },
});
