/**
 * Shows a group live, and the state of the connection:
 *
 *     deno run -A examples/follow.ts 1234
 *
 * @module
 */

import { map, merge } from "rxjs";
import { connect } from "./connect.ts";
import { printable } from "./printable.ts";

const [groupId = ""] = Deno.args;
const tail = connect().groups.messages(groupId).tail();

merge(
  tail.pipe(map(({ name, text = "" }) => `${name}: ${text}`)),
  tail.status$.pipe(map(({ state, reason }) => `(${state}: ${reason})`)),
).subscribe({
  next: (line) => console.log(printable(line)),
  // Only final errors: the token is wrong, or the group is gone.
  error: (error) => {
    console.error(printable(error.message));
    Deno.exit(1);
  },
});
