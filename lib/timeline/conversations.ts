import type { Client } from "../client.ts";
import type { ConversationsOptions } from "./conversations_options.ts";
import { LiveConversations } from "./live_conversations.ts";

/**
 * The conversations of an account as one live value: the list at the left of a
 * messenger. Nothing is requested before it is subscribed to.
 *
 * @param client A client, or a session with its user, for a page that has to be
 * small.
 *
 * @example Show the list, and what is unread
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { conversations } from "@rxgroupme/client/timeline";
 *
 * const client = Client.fromToken("...");
 * conversations(client).subscribe(({ rows }) => {
 *   for (const { title, unread } of rows) console.log(title, unread);
 * });
 * ```
 * @returns The snapshots: that of now at once, then each newer one. It never
 * completes and never errors: `status` says how it fails.
 * @throws {TypeError} With an option of another kind.
 * @throws {RangeError} With a time out of its range.
 */
export function conversations(
  client: Pick<Client, "session" | "user">,
  options?: ConversationsOptions,
): LiveConversations {
  return new LiveConversations(client, options);
}
