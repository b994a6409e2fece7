import { asyncScheduler, defer, map, type Observable, throwError } from "rxjs";
import { cursorPages } from "../paging/cursor_pages.ts";
import { Pager } from "../paging/pager.ts";
import type { Api } from "../resource.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import { DirectMessages } from "../resources/messages/direct_messages.ts";
import {
  type ListAllMessagesOptions,
  messageQuery,
} from "../resources/messages/list_options.ts";
import { Messages } from "../resources/messages/messages.ts";
import type { ConversationSource } from "../tail/conversation_source.ts";
import type { Query } from "../transport/request.ts";
import type { MessageData } from "../wire/message.ts";
import type { MirrorStore, StoreRange } from "./store.ts";
import { StoreError } from "./store_errors.ts";
import {
  conversationKeyOf,
  type ConversationName,
  conversationsIn,
} from "./stored_conversations.ts";

/** Messages on a page that names no limit, as GroupMe gives them. */
const DEFAULT_LIMIT = 20;
/** Messages that a listing reads at once. */
const FULL_LIMIT = 200;
/** Newer than every message. */
const LATEST_ID = "999999999999999999";

/** A conversation as a store has it: it is read without a request. */
export interface MirroredSource extends ConversationSource<AnyMessage> {
  /**
   * Lists all stored messages, newest first; those from `afterId` on oldest
   * first. It completes after the last one, and errors as the store does.
   */
  listAll(options?: ListAllMessagesOptions): Pager<AnyMessage>;
}

/**
 * A conversation of a store as `timeline(client, conversation, { source })`
 * reads it, and as a listing: offline, with no request. Its messages read as
 * those of a client; what they would send fails.
 *
 * @param conversation The id of a group or topic, `group:98115240`, a key, or
 * what is one.
 * @throws {TypeError} When it names no conversation.
 *
 * @example Read a group from a copy
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { mirror, mirrored } from "@rxgroupme/client/mirror";
 * import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
 * import { lastValueFrom } from "rxjs";
 *
 * await using store = sqliteMirror("groupme.db");
 * await lastValueFrom(mirror(Client.fromToken("..."), store));
 * for await (const { text } of mirrored(store, { groupId: "1234" }).listAll()) {
 *   console.log(text);
 * }
 * ```
 */
export function mirrored(
  store: MirrorStore,
  conversation: ConversationName,
): MirroredSource {
  const key = conversationKeyOf(conversation);
  const messages = "groupId" in key
    ? new Messages(offline, key.groupId)
    : new DirectMessages(offline, key.otherUserId);
  const read = (data: MessageData): AnyMessage => messages.source.read(data);
  const fetch = (query: Query): Observable<readonly AnyMessage[]> =>
    defer(async () => {
      const [known] = await conversationsIn(store, [key]);
      return await store.read(known?.name ?? "", rangeOf(query));
    }).pipe(map((rows) => rows.map(read)));
  return {
    key: messages.key,
    fetch,
    read,
    listAll: (options = {}) => {
      const { limit = FULL_LIMIT, ...anchor } = messageQuery(options);
      const direction = anchor.after_id ? "after_id" : "before_id";
      const pages = cursorPages(
        (cursor) => fetch({ [direction]: cursor, limit }),
        direction,
        { start: anchor[direction], until: anchor.since_id },
      );
      return new Pager(pages, options);
    },
  };
}

/** A page as GroupMe is asked for it, as a store is asked for it. */
function rangeOf({ before_id, after_id, since_id, limit }: Query): StoreRange {
  const text = (id: Query[string]) => id ? String(id) : undefined;
  return {
    before: text(before_id) ?? (since_id ? LATEST_ID : undefined),
    after: text(after_id) ?? text(since_id),
    limit: Number(limit ?? DEFAULT_LIMIT),
  };
}

/** Sends nothing: what a copy has needs no request. */
const offline: Api = {
  request: () => throwError(() => refusal()),
  scheduler: asyncScheduler,
  backoff: () => 0,
  rateLimit: false,
};

function refusal(): StoreError {
  return new StoreError(
    "Cannot send from a copy: use the messages of the client instead.",
  );
}
