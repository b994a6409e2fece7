import type { GroupMessageData } from "../wire/message.ts";

/** The kinds of senders that are no people. */
const AUTOMATIC: readonly unknown[] = ["bot", "system", "service"];

/**
 * Whether a person wrote a message. GroupMe posts to a bot the messages of bots
 * too, its own included, and notices of the group (`system`) and of the calendar
 * (`service`): a bot that answers those may never come to an end.
 */
export function isFromPerson(data: GroupMessageData): boolean {
  return data.system !== true && !AUTOMATIC.includes(data.sender_type);
}
