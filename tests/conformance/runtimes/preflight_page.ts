/**
 * A page that reads from GroupMe, for a look at what its browser sends first.
 *
 * @module
 */

import { Client, type ClientOptions } from "@rxgroupme/client";
import { take } from "rxjs";
import { all, one } from "../assert.ts";
import { remoteStage } from "../remote_stage.ts";

/** How often was asked. */
export interface Counts {
  readonly requests: number;
  readonly preflights: number;
}

/** Lists, pages and tails on a stage of another origin. */
export async function read(
  origin: string,
  auth: ClientOptions["auth"],
): Promise<Counts> {
  const stage = await remoteStage(origin);
  const { simulator, token, options } = stage;
  const { id } = await simulator.addGroup({ history: 120 });
  const client = new Client({ ...options, token, auth });
  const messages = client.groups.messages(id);
  await one(client.groups.list());
  await all(messages.listAll());
  await all(messages.tail({ since: "beginning" }).pipe(take(120)));
  const requests = (await simulator.requests()).length;
  const preflights = await simulator.preflights();
  await stage.close();
  return { requests, preflights };
}
