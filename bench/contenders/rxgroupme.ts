import { Client, type ListAllMessagesOptions } from "@rxgroupme/client";
import { type ReadHistory, type Tally, TOKEN } from "./contender.ts";

/** This library, with every option as it is by default. */
export const readHistory: ReadHistory = (base, groupId) =>
  readWith(base, groupId, {});

/** Reads a history with some options. */
export async function readWith(
  base: string,
  groupId: string,
  options: ListAllMessagesOptions,
): Promise<Tally> {
  const tally = { messages: 0, characters: 0 };
  const client = new Client({ token: TOKEN, baseUrls: { api: base } });
  await client.groups.messages(groupId).listAll(options).forEach(({ text }) => {
    tally.messages += 1;
    tally.characters += text?.length ?? 0;
  });
  return tally;
}
