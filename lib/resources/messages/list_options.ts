import type { PagerOptions } from "../../paging/pager.ts";
import {
  assertAtMostOne,
  assertInteger,
  got,
  invalidArgument,
  pathId,
} from "../../util/validate.ts";

/** Where a listing of messages starts: at most one of them. */
export interface Anchor {
  /**
   * The id of a message: only older ones, newest first.
   *
   * @default {none: from the newest message back}
   */
  beforeId?: string | undefined;
  /**
   * The id of a message: only newer ones, oldest first.
   *
   * @default {none}
   */
  afterId?: string | undefined;
  /**
   * The id of a message: only newer ones, newest first.
   *
   * @default {none}
   */
  sinceId?: string | undefined;
}

/** How to list a page of messages. */
export interface ListMessagesOptions extends Anchor {
  /**
   * Messages on the page, 1 to 200.
   *
   * @default {20, the server's; in listGroup() 200, or 100 where it refuses 200}
   */
  limit?: number | undefined;
}

/** How to list messages page after page. */
export interface ListAllMessagesOptions extends Anchor, PagerOptions {
  /**
   * Messages on a page, 1 to 200.
   *
   * @default {200, or 100 where the server refuses 200}
   */
  limit?: number | undefined;
  /**
   * Ranges of the history that are read at the same time, 1 to 20, where it is
   * listed newest first and not back to a `sinceId`. The order stays the same.
   * At most twice as many pages wait for the consumer. Where the server takes
   * no made-up id, or where too many requests would bring nothing, it is 1.
   *
   * @default {1}
   */
  concurrency?: number | undefined;
}

/** The options of a page in GroupMe's words. */
export type MessageQuery = {
  readonly before_id: string | undefined;
  readonly after_id: string | undefined;
  readonly since_id: string | undefined;
  readonly limit: number | undefined;
};

/**
 * Checks the options of a page.
 *
 * @throws {TypeError} With two anchors, or with one that is not an id.
 * @throws {RangeError} With a `limit` that is not 1 to 200.
 */
export function messageQuery(
  { beforeId, afterId, sinceId, limit }: ListMessagesOptions,
): MessageQuery {
  const anchors = { beforeId, afterId, sinceId };
  const name = assertAtMostOne(anchors);
  if (name) assertMessageId(anchors[name] ?? "", name);
  if (limit !== undefined) pageLimit(limit);
  return { before_id: beforeId, after_id: afterId, since_id: sinceId, limit };
}

/**
 * Checks the id of a message that stands for a place in a conversation.
 *
 * @throws {TypeError} When it is not a string of digits.
 */
export function assertMessageId(id: string, name: string): void {
  if (!/^\d+$/.test(pathId(id, name))) {
    throw invalidArgument(name, `it must be a message id, of digits${got(id)}`);
  }
}

/** The longest text of a message, in characters. */
export const MAX_TEXT = 1_000;

/** Checks how many messages a page is to have: 1 to 200. */
export function pageLimit(limit: number): number {
  return assertInteger(limit, 1, 200, "limit");
}
