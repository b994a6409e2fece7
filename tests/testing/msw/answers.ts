/**
 * Asks a simulator through msw, whichever the import map says, and prints what
 * comes back.
 *
 * @module
 */

import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { groupMeHandlers } from "@rxgroupme/client/testing/msw";
import { getResponse } from "msw";

const simulator = new GroupMeSimulator();
const { id } = simulator.addGroup({ history: 250 });
const handlers = groupMeHandlers(simulator);
const headers = { "x-access-token": simulator.token };

/** The status, or how many messages there are on the page. */
async function ask(url: string, init?: RequestInit): Promise<unknown> {
  const request = new Request(url, { headers, ...init });
  const response = await getResponse(handlers, request);
  if (response?.status !== 200) return response?.status;
  return (await response.json()).response.messages.length;
}

const messages = `https://api.groupme.com/v3/groups/${id}/messages`;
const answers = [
  await ask(`${messages}?limit=100`),
  await ask(`${messages}?limit=100&before_id=1`),
  await ask(messages, {
    method: "POST",
    body: JSON.stringify({ message: { source_guid: "g", text: "Hello" } }),
  }),
  await ask("https://i.groupme.com/none"),
  await ask("https://example.com/"),
];
simulator.fault({ connectionError: true, times: 1 });
answers.push(await ask(messages));
answers.push(await ask(messages, { signal: AbortSignal.abort() }));
console.log(JSON.stringify(answers));
// In Deno msw keeps a process alive, once it has answered.
Deno.exit(0);
