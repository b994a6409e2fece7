import { catchError, map, type Observable } from "rxjs";
import { command } from "../resource.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import type { DirectMessage } from "../resources/messages/direct_message.ts";
import type { DirectMessages } from "../resources/messages/direct_messages.ts";
import { endpointOf } from "../resources/messages/endpoint.ts";
import type { Message } from "../resources/messages/message.ts";
import {
  messagePathOf,
  type MessageTarget,
} from "../resources/messages/message_target.ts";
import type { Messages } from "../resources/messages/messages.ts";
import { readList, readObject } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";

/**
 * Pins a message for everybody in its conversation. Cold; safe to repeat:
 * where GroupMe refuses, the pinned messages are listed once, and a message
 * that is among them counts as pinned.
 *
 * @param target The message, or its id among the messages of its group.
 * @returns `true`, then completion; or a {@linkcode BadResponse} of status 400
 * when GroupMe refuses, a {@linkcode NotFound} when the message is gone.
 * @throws {TypeError} Without an id.
 */
export function pinMessage(target: MessageTarget): Observable<true> {
  return setPin(target, "pin");
}

/**
 * Takes the pin off a message. Cold; safe to repeat, as `pinMessage()` is.
 * Nothing tells the others: `listPinned()` does.
 *
 * @param target The message, or its id among the messages of its group.
 * @returns `true`, then completion; or what {@linkcode pinMessage} errors with.
 * @throws {TypeError} Without an id.
 */
export function unpinMessage(target: MessageTarget): Observable<true> {
  return setPin(target, "unpin");
}

/**
 * Lists the pinned messages of a conversation.
 *
 * @param messages The messages of a group, a topic or a chat.
 * @returns One array, empty where nothing is pinned, then completion.
 *
 * @example List what is pinned
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { listPinned } from "@rxgroupme/client/changes";
 *
 * const client = Client.fromToken("...");
 * listPinned(client.groups.messages("1234"))
 *   .subscribe((pinned) => console.log(pinned.map(({ text }) => text)));
 * ```
 */
export function listPinned(messages: Messages): Observable<readonly Message[]>;
/** Lists the pinned messages of a chat. */
export function listPinned(
  messages: DirectMessages,
): Observable<readonly DirectMessage[]>;
/** Lists the pinned messages of a group, a topic or a chat. */
export function listPinned(
  messages: Messages | DirectMessages,
): Observable<readonly AnyMessage[]>;
export function listPinned(
  { key, session, source }: Messages | DirectMessages,
): Observable<readonly AnyMessage[]> {
  const { path, query: { other_user_id } } = endpointOf(key);
  return session.request({
    path: `/pinned${path}`,
    query: { other_user_id },
    read: (answer) => {
      const { messages, direct_messages } = readObject<PinnedMessages>(
        answer,
        "messages",
      );
      return readList<MessageData>(messages ?? direct_messages)
        .map((data) => source.read(data));
    },
  });
}

interface PinnedMessages {
  readonly messages?: unknown;
  readonly direct_messages?: unknown;
}

function setPin(
  target: MessageTarget,
  verb: "pin" | "unpin",
): Observable<true> {
  const { manager, id } = target;
  return command(manager.session, { path: `${messagePathOf(target)}/${verb}` })
    .pipe(
      // Status 400 says "already so" and "bad request" alike.
      catchError((error) => {
        if (error?.status !== 400) throw error;
        return listPinned(manager).pipe(map((pinned): true => {
          const isPinned = pinned.some((it) => it.id === id);
          if (isPinned === (verb === "pin")) return true;
          throw error;
        }));
      }),
    );
}
