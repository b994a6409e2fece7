import type { GroupMessageData } from "../wire/message.ts";

/**
 * Did a person write it? GroupMe posts to a bot what bots say, itself included,
 * and its own notices: a bot that answers those may never come to an end.
 */
export function isFromPerson(data: GroupMessageData): boolean {
  return data.sender_type !== "bot" && data.sender_type !== "system" &&
    data.system !== true;
}
