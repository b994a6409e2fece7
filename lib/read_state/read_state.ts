import { defer, map, type Observable, of, switchMap, tap } from "rxjs";
import type { Client } from "../client.ts";
import { Manager } from "../resource.ts";
import { type Conversation, idOf, keyOf } from "../resources/conversation.ts";
import { deleteIdempotent } from "../resources/delete_idempotent.ts";
import {
  conversationOf,
  type MessageTarget,
} from "../resources/messages/message_target.ts";
import type { User } from "../resources/user.ts";
import { exclusively } from "../transport/exclusively.ts";
import { compareIds } from "../util/ids.ts";
import {
  assertInteger,
  groupPath,
  invalidArgument,
  pathId,
} from "../util/validate.ts";
import {
  type JsonObject,
  readObject,
  toDate,
  toKnownIds,
  toObject,
} from "../wire/json.ts";
import { listReceipts, markRead } from "./mark_read.ts";
import { listUnread, type Unread } from "./unread.ts";

/** How long, and how far, to mute. */
export interface MuteOptions {
  /**
   * Minutes, 1 and above.
   *
   * @default {for ever}
   */
  minutes?: number | undefined;
  /**
   * Whether the topics of the group are muted too.
   *
   * @default {false}
   */
  withTopics?: boolean | undefined;
}

/**
 * The messages you have read, and those you do not want to hear of: receipts,
 * unread counts, mutes, and conversations pinned or hidden. Make one by
 * {@linkcode readState}. All commands are cold and safe to repeat.
 */
export class ReadState extends Manager {
  readonly #user: User;
  /** The last answer of the server, by conversation. */
  #receipts: ReadonlyMap<string, string> = new Map();

  /** Binds the read state to a client; nothing is requested yet. */
  constructor({ session, user }: Pick<Client, "session" | "user">) {
    super(session);
    this.#user = user;
  }

  /**
   * How far you have read, in all conversations, by one request.
   *
   * @returns The newest message read, by conversation id (a group's or a
   * topic's, `lower+higher` user id of a chat), then completion.
   */
  receipts(): Observable<ReadonlyMap<string, string>> {
    return listReceipts(this.session).pipe(
      tap((receipts) => this.#receipts = receipts),
    );
  }

  /**
   * The unread counts of your groups and chats. Topics are not among them:
   * `topics().list()` has theirs.
   *
   * @returns One array of all, then completion; a request for each 100 groups
   * and each 100 chats.
   */
  unread(): Observable<readonly Unread[]> {
    return listUnread(this.session);
  }

  /**
   * Marks a conversation as read up to a message. Never moves back behind what
   * `receipts()` said last. In a chat the other user is told too, where the
   * message is the newest, since GroupMe's telling route names no message.
   *
   * A 429 is not tried again, and holds back no other request: GroupMe's own
   * app waits for an hour then.
   *
   * @param target The message, or its id among the messages of its group.
   * @returns `true`, then completion; or a {@linkcode RateLimited}.
   * @throws {TypeError} Without an id.
   */
  markRead(target: MessageTarget): Observable<true> {
    const conversation = conversationOf(target);
    const { manager, id } = target;
    const marked = markRead(
      this.session,
      conversation,
      id,
      "otherUserId" in manager && manager.list({ limit: 1 }),
    );
    return defer(() =>
      compareIds(id, this.#receipts.get(conversation) ?? "") > 0
        ? marked
        : of(true as const)
    );
  }

  /** Marks every conversation as read; emits `true`, then completes. */
  markAllRead(): Observable<true> {
    return this.command({
      host: "v4",
      path: "/conversations/mark_all_read",
      isApart: true,
    });
  }

  /**
   * Takes a chat off your list and its history away, for you alone. It is back
   * with the next message there.
   *
   * @returns `true`, then completion.
   * @throws {TypeError} Without an id.
   */
  hide(otherUserId: string): Observable<true> {
    return this.command({
      method: "DELETE",
      path: `/chats/${pathId(otherUserId, "otherUserId")}`,
      wrapAttempt: deleteIdempotent(),
    });
  }

  /**
   * Mutes a group. A topic is muted by `topics(client, parentId).mute()`, and
   * GroupMe has no way to mute a chat.
   *
   * @returns Until when it is muted (the year 10000: for ever), then completion.
   * @throws {TypeError} With a chat.
   * @throws {RangeError} With `minutes` that are no integer of 1 and above.
   */
  mute(
    conversation: Conversation,
    options: MuteOptions = {},
  ): Observable<Date | undefined> {
    const { minutes } = options;
    if (minutes !== undefined) assertInteger(minutes, 1, Infinity, "minutes");
    return this.session.request({
      method: "POST",
      ...muting("mute", conversation, options),
      body: { duration: minutes },
      idempotent: true,
      read: (answer) =>
        toDate(toObject(toObject(answer).membership).muted_until),
    });
  }

  /**
   * Takes the mute off a group.
   *
   * @returns `true`, then completion.
   * @throws {TypeError} With a chat.
   */
  unmute(
    conversation: Conversation,
    options: Pick<MuteOptions, "withTopics"> = {},
  ): Observable<true> {
    return this.command(muting("unmute", conversation, options));
  }

  /**
   * The ids of the conversations that you have pinned, in their order.
   *
   * @returns One array, then completion. Groups that you left stay in it.
   */
  pinned(): Observable<readonly string[]> {
    return this.session.request({
      host: "v4",
      path: "/pinned_conversations",
      read: (answer) =>
        toKnownIds(
          readObject<JsonObject>(answer, "pinned_conversation_ids")
            .pinned_conversation_ids,
        ),
    });
  }

  /**
   * Pins a conversation at the end of the pinned ones. Reads the list and
   * writes the whole: not atomic, since the server has no other way. Changes of
   * one client are made one after the other, so that none undoes another.
   *
   * @returns The pinned ids as they are then, then completion.
   * @throws {TypeError} When it names no conversation.
   */
  pinConversation(conversation: Conversation): Observable<readonly string[]> {
    return this.#changePinned(conversation, "add");
  }

  /** Takes the pin off a conversation; see {@linkcode ReadState.pinConversation}. */
  unpinConversation(conversation: Conversation): Observable<readonly string[]> {
    return this.#changePinned(conversation, "delete");
  }

  #changePinned(
    conversation: Conversation,
    change: "add" | "delete",
  ): Observable<readonly string[]> {
    return exclusively(
      this.session,
      "pins",
      idOf(this.#user, keyOf(conversation)).pipe(
        switchMap((id) =>
          this.pinned().pipe(map((pinned) => {
            const ids = new Set(pinned);
            ids[change](id);
            return [...ids];
          }))
        ),
        switchMap((ids) =>
          this.session.request({
            method: "PUT",
            host: "v4",
            path: "/pinned_conversations",
            body: { pinned_conversation_ids: ids },
            idempotent: true,
            read: () => ids,
          })
        ),
      ),
    );
  }
}

/** Where a group is muted: GroupMe has one way on each host. */
function muting(
  verb: "mute" | "unmute",
  conversation: Conversation,
  { withTopics }: MuteOptions,
): { readonly host?: "v2"; readonly path: string } {
  const { groupId } = keyOf(conversation);
  if (!groupId) {
    throw invalidArgument("conversation", "it must be a group, not a chat");
  }
  const path = `${groupPath(groupId)}/memberships/${verb}`;
  return withTopics ? { path: `${path}_all` } : { host: "v2", path };
}

/**
 * The read state of an account.
 *
 * @example How many messages wait, and where
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { readState } from "@rxgroupme/client/read_state";
 *
 * const client = Client.fromToken("...");
 * readState(client).unread().subscribe((unread) => {
 *   for (const { conversation, count } of unread) console.log(conversation, count);
 * });
 * ```
 */
export function readState(client: Pick<Client, "session" | "user">): ReadState {
  return new ReadState(client);
}
