import { firstValueFrom, map } from "rxjs";
import type { Client } from "../client.ts";
import { Message } from "../resources/messages/message.ts";
import { toId } from "../wire/json.ts";
import type { ReadCallback } from "./options.ts";
import { isFromPerson } from "./sender.ts";

/**
 * Makes the messages of a webhook answerable: `message.reply()`,
 * `message.like()` and so on, as the user whose token the client has.
 *
 * GroupMe posts such answers to the bot as well, as what a person wrote. So that
 * none is answered in turn, for ever, what that user writes, by hand too, is
 * left out, unless the option `accept` says otherwise. Who the user is is asked
 * for once, with the first message.
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
  client: Pick<Client, "groups" | "user">,
): ReadCallback<Message> {
  const read: ReadCallback<Message> = (data) =>
    new Message(client.groups.messages(toId(data.group_id)), data);
  const accept: ReadCallback<Message>["accept"] = (data) =>
    isFromPerson(data) &&
    firstValueFrom(
      client.user.id.pipe(map((id) => toId(data.user_id) !== id)),
    );
  return Object.assign(read, { accept });
}
