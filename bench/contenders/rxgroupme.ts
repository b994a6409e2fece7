import { Client } from "@rxgroupme/client";
import { type ReadHistory, TOKEN } from "./contender.ts";

/** This library, with every option as it is by default. */
export const readHistory: ReadHistory = async (base, groupId) => {
  const tally = { messages: 0, characters: 0 };
  const client = new Client({ token: TOKEN, baseUrls: { api: base } });
  await client.groups.messages(groupId).listAll().forEach(({ text }) => {
    tally.messages += 1;
    tally.characters += text?.length ?? 0;
  });
  return tally;
};
