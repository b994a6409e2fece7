import type { Client } from "../client.ts";
import { Message } from "../messages/message.ts";
import { toId } from "../wire/json.ts";
import type { GroupMessageData } from "../wire/message.ts";

/**
 * Makes the messages of a webhook answerable: `message.reply()`,
 * `message.like()` and so on, as the user whose token the client has.
 *
 * @example Like what is said
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { messageOf, webhook } from "@rxgroupme/client/webhook";
 *
 * const client = Client.fromToken("...");
 * const { handler } = webhook({
 *   secret: "31c9f3a0-6d0e-4a57-9d53-4d1c1f0e8a55",
 *   read: messageOf(client),
 *   work: (message) => message.like(),
 * });
 * Deno.serve(handler);
 * ```
 * @returns What the option `read` takes.
 */
export function messageOf(
  client: Pick<Client, "groups">,
): (data: GroupMessageData) => Message {
  return (data) =>
    new Message(client.groups.messages(toId(data.group_id)), data);
}
