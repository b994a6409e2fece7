/**
 * Exports a group into a file of NDJSON. Without `GROUPME_TOKEN` it does so
 * on a simulated GroupMe; without the name of a group it lists them.
 *
 *     deno task start "Harbour Choir"
 *
 * @module
 */

import { Client, findOne } from "@rxgroupme/client";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { lastValueFrom } from "rxjs";
import { exportGroup } from "./export_group.ts";

const token = Deno.env.get("GROUPME_TOKEN");
const [name = token ? undefined : "Tide Pool"] = Deno.args;

try {
  const client = token ? real(token) : simulated();
  await (name === undefined ? list(client) : save(client, name));
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : error}`);
  Deno.exitCode = 1;
}

function real(token: string): Client {
  // GroupMe is said to limit who asks more often than ten times a second.
  return new Client({ token, rateLimit: { requests: 8, perMs: 1_000 } });
}

function simulated(): Client {
  console.log("A simulated GroupMe: nothing leaves this machine.");
  const simulator = new GroupMeSimulator();
  simulator.addGroup({ name: "Tide Pool", history: 2_500 });
  const { token, fetch } = simulator;
  return new Client({ token, fetch });
}

async function list(client: Client): Promise<void> {
  console.log("Name one of these groups:");
  for await (const { id, name } of client.groups.listAll()) {
    console.log(`  ${id}  ${printable(name ?? "")}`);
  }
}

async function save(client: Client, name: string): Promise<void> {
  const { id } = await lastValueFrom(
    client.groups.listAll().pipe(findOne({ name })),
  );
  const path = `${id}.ndjson`;
  const count = await exportGroup(client, id, path, (count) => {
    if (count % 1_000 === 0) console.error(`${count} messages ...`);
  });
  console.log(`${count} messages of ${printable(name)} are in ${path}`);
}

/** What others wrote, without characters that steer a terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, " ");
}
