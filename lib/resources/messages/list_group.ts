import { Pager, type PagerOptions } from "../../paging/pager.ts";
import type { Api } from "../../resource.ts";
import type { Query } from "../../transport/request.ts";
import { type PlainMessage, plainSource } from "../../tail/plain_source.ts";
import type { ListMessagesOptions } from "./list_options.ts";
import { messageChain } from "./message_chain.ts";

/**
 * Lists all messages of a group and does nothing else, for a program that has
 * to be small: it is {@linkcode Messages.listAll} without the classes of messages
 * and attachments, their commands, and the tail.
 *
 * @param session Sends the requests; one for everything that a program lists.
 * @returns The messages, newest first; with `afterId` those after it, oldest
 * first; with `sinceId` all of them back to that message.
 * @throws {TypeError} When `groupId` is not an id, or with two of `beforeId`,
 * `afterId` and `sinceId`.
 * @throws {RangeError} With a `limit` that is not 1 to 200.
 *
 * @example Count the messages of each author
 * ```ts
 * import { listGroup, Session } from "@rxgroupme/client";
 *
 * const session = new Session({ token: "..." });
 * const counts = new Map<string, number>();
 * for await (const { data } of listGroup(session, "1234")) {
 *   const name = data.name ?? "somebody";
 *   counts.set(name, (counts.get(name) ?? 0) + 1);
 * }
 * console.log(counts);
 * ```
 */
export function listGroup(
  session: Api,
  groupId: string,
  options: ListMessagesOptions & PagerOptions = {},
): Pager<PlainMessage> {
  const { fetch } = plainSource(session, groupId);
  const page = (query: Query) =>
    fetch(query, { idempotent: true, priority: "background" });
  return new Pager(messageChain(session, page, options), options);
}
