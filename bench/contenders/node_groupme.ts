import groupme from "node-groupme";
import { type ReadHistory, TOKEN } from "./contender.ts";

/** npm's node-groupme, which gives a history all at once. */
export const readHistory: ReadHistory = async (base, groupId) => {
  const client = new groupme.Client(TOKEN, { websocket: false });
  // Its addresses are a table that every client of it shares.
  const { URLS } = client.rest.constructor as unknown as {
    URLS: { v3: string };
  };
  URLS.v3 = `${base}/`;
  const group = await client.groups.fetch(groupId);
  const tally = { messages: 0, characters: 0 };
  for (const { text } of (await group.messages.fetch()).values()) {
    tally.messages += 1;
    tally.characters += text?.length ?? 0;
  }
  return tally;
};
