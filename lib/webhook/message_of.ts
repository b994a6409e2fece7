import { firstValueFrom, map } from "rxjs";
import type { Client } from "../client.ts";
import { Message } from "../resources/messages/message.ts";
import { toId } from "../wire/json.ts";
import type { ReadCallback } from "./options.ts";
import type { GroupMessageData } from "../wire/message.ts";

/**
 * Makes the messages of a webhook answerable: `message.reply()`,
 * `message.like()` and the like, as the user of the client's token.
 *
 * GroupMe posts those answers to the bot too, as messages of a person. The
 * default filter therefore leaves out all messages of that user, so that no
 * answer is answered in turn. The user's id is requested once, with the first
 * message.
 *
 * @example Like each message
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { messageOf, webhook } from "@rxgroupme/client/webhook";
 *
 * const client = Client.fromToken("...");
 * const { handler } = webhook({
 *   secret: "31c9f3a0-6d0e-4a57-9d53-4d1c1f0e8a55",
 *   read: messageOf(client),
 *   handle: (message) => message.like(),
 * });
 * Deno.serve(handler);
 * ```
 * @returns A value for the option `read`.
 */
export function messageOf(
  client: Pick<Client, "groups" | "user">,
): ReadCallback<Message> {
  const read: ReadCallback<Message> = (data) =>
    new Message(client.groups.messages(toId(data.group_id)), data);
  const filter: ReadCallback<Message>["filter"] = (data) =>
    isFromPerson(data) &&
    firstValueFrom(
      client.user.id.pipe(map((id) => toId(data.user_id) !== id)),
    );
  return Object.assign(read, { filter });
}

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
