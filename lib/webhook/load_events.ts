import { catchError, mergeMap, type MonoTypeOperatorFunction, of } from "rxjs";
import type { Message } from "../resources/messages/message.ts";

/**
 * Loads the notices among the messages of a webhook, one request each: GroupMe
 * posts the text of a notice to a callback URL, and leaves out its `event`.
 *
 * The filter of the webhook must admit notices, which that of
 * {@linkcode messageOf} does not. Other messages, and notices with an event, are
 * emitted at once, so that they may overtake one that is loaded.
 *
 * @example Greet who comes
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { notices } from "@rxgroupme/client/bot";
 * import { loadEvents, messageOf, webhook } from "@rxgroupme/client/webhook";
 *
 * const client = Client.fromToken("...");
 * const { handler, messages$ } = webhook({
 *   secret: "31c9f3a0-6d0e-4a57-9d53-4d1c1f0e8a55",
 *   read: messageOf(client),
 *   filter: ({ sender_type }) => sender_type === "system",
 * });
 * messages$.pipe(
 *   loadEvents(),
 *   notices("membership.announce.joined", ({ data }) =>
 *     `Welcome, ${data.user?.nickname}!`),
 * ).subscribe();
 * Deno.serve(handler);
 * ```
 * @returns The messages; one that cannot be loaded is emitted as it came.
 * Completes once the source has and all are loaded; errors as the source does.
 */
export function loadEvents(): MonoTypeOperatorFunction<Message> {
  return mergeMap((message) => {
    if (!message.isSystem || message.event) return of(message);
    return message.manager.get(message.id).pipe(
      catchError(() => of(message)),
    );
  });
}
