/**
 * Prints all messages of a group, the newest first, a line of JSON for each:
 *
 *     deno run -A examples/export_history.ts 1234 > history.ndjson
 *
 * @module
 */

import { connect } from "./connect.ts";
import { jsonLine } from "./printable.ts";

const [groupId = ""] = Deno.args;

// GroupMe is said to limit who asks more often than ten times a second.
const client = connect({ rateLimit: { requests: 8, perMs: 1000 } });

// The next page is requested when the loop asks for it: memory is one page.
for await (const message of client.groups.messages(groupId).listAll()) {
  console.log(jsonLine(message));
}
