/**
 * Says hello to a group, and shows what is said there from then on. With
 * `--simulate` the group is on this machine, and answers:
 *
 *     deno run -A examples/hello.ts --simulate
 *     GROUPME_TOKEN=... deno run -A examples/hello.ts 1234
 *
 * @module
 */

import { Client } from "@rxgroupme/client";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { delay, filter, firstValueFrom } from "rxjs";
import { connect } from "./connect.ts";
import { printable } from "./printable.ts";

/** A group that exists on this machine alone, where Ada answers a hello. */
function simulated(): { client: Client; groupId: string } {
  const simulator = new GroupMeSimulator();
  const ada = simulator.addUser({ name: "Ada" });
  const group = simulator.addGroup({ name: "Tide Pool", members: [ada] });
  simulator.changes.pipe(
    filter(({ type, message }) =>
      type === "message" && message.user_id === simulator.me.id
    ),
    delay(500),
  ).subscribe(({ message }) =>
    simulator.inject(group, {
      userId: ada.id,
      text: `Hello, ${message?.name}!`,
    })
  );
  const { token, fetch } = simulator;
  return { client: new Client({ token, fetch }), groupId: group.id };
}

const [first = ""] = Deno.args;
const { client, groupId } = first === "--simulate"
  ? simulated()
  : { client: connect(), groupId: first };
const messages = client.groups.messages(groupId);

// A stream, which goes on until it is unsubscribed from.
messages.tail().subscribe({
  next: ({ name, text }) => console.log(printable(`${name}: ${text}`)),
  error: (error) => {
    console.error(printable(error.message));
    Deno.exit(1);
  },
});
// A command, which is sent once: by subscribe(), or as here by a promise.
const sent = await firstValueFrom(messages.create("Hello from a stream"));
console.log(`(sent as ${sent.id})`);
