import type { Observable } from "rxjs";
import { Pager, type PagerOptions } from "../../paging/pager.ts";
import { type Api, Manager } from "../../resource.ts";
import type { ConversationSource } from "../../tail/conversation_source.ts";
import type { ConversationKey } from "../../tail/live_source.ts";
import { type TailOptions, tailOptions } from "../../tail/options.ts";
import { type Tail, tailOf } from "../../tail/tail.ts";
import { tailOne } from "../../tail/tail_one.ts";
import type { Priority, Query } from "../../transport/request.ts";
import { guid } from "../../util/guid.ts";
import { monotonicClock } from "../../util/monotonic_clock.ts";
import { pathId } from "../../util/validate.ts";
import { readList, readObject } from "../../wire/json.ts";
import type { MessageData } from "../../wire/message.ts";
import { User } from "../user.ts";
import {
  assertCreateOptions,
  type CreateOptions,
  guidOfPart,
} from "./create_options.ts";
import { type Content, type Draft, toParts } from "./draft.ts";
import { findPosted } from "./find_posted.ts";
import { endpointOf, type MessagesEndpoint } from "./endpoint.ts";
import type { GenericMessage } from "./generic_message.ts";
import { inSequence } from "./in_sequence.ts";
import {
  type Anchor,
  assertMessageId,
  type ListAllMessagesOptions,
  type ListMessagesOptions,
  messageQuery,
} from "./list_options.ts";
import { type MessageFetch, messagePages } from "./message_pages.ts";
import { type NewestMessages, readNewest } from "./newest_messages.ts";
import { postOnce } from "./post_once.ts";

/** The messages of one conversation; see its two kinds. */
export abstract class GenericMessages<M extends GenericMessage>
  extends Manager {
  /** Yourself. */
  readonly user: User;
  #source: ConversationSource<M> | undefined;
  #cachedEndpoint: MessagesEndpoint | undefined;

  /** Binds the messages of one conversation to a session. */
  protected constructor(session: Api, user: User = new User(session)) {
    super(session);
    this.user = user;
  }

  /** The conversation. */
  abstract get key(): ConversationKey;

  /** Makes a message of its JSON. */
  protected abstract toMessage(data: MessageData): M;

  /**
   * Lists one page: newest first, except that `afterId` lists the oldest
   * first. `sinceId` gives the newest ones and may skip some in between.
   *
   * @returns One array, empty where there is nothing (more), then completion.
   * @throws {TypeError} With two of `beforeId`, `afterId` and `sinceId`.
   * @throws {RangeError} With a `limit` that is not 1 to 200.
   */
  list(options: ListMessagesOptions = {}): Observable<readonly M[]> {
    return this.#page(messageQuery(options));
  }

  /**
   * Lists the newest messages, and emits them with what GroupMe tells beside
   * them: the count of all messages and, between two users, how far the other
   * one has read.
   *
   * @param options `limit`: messages on the page, 1 to 200; 20 unless given.
   * @returns One value, then completion.
   * @throws {RangeError} With a `limit` that is not 1 to 200.
   */
  newest({ limit }: { limit?: number } = {}): Observable<NewestMessages<M>> {
    return this.#request(
      messageQuery({ limit }),
      (messages, answer) => readNewest(answer, messages),
    );
  }

  /**
   * Gets one message.
   *
   * @returns The message; or a {@linkcode NotFound} if there is none.
   * @throws {TypeError} Without an id.
   */
  get(messageId: string): Observable<M> {
    const { path, query, host, one } = this.#endpoint();
    return this.session.request({
      host,
      path: `${path}/${pathId(messageId, "messageId")}`,
      query,
      read: (answer) => this.#message(answer, one),
    });
  }

  /** Lists the page before a message, newest first. */
  listBefore(
    messageId: string,
    options: { limit?: number } = {},
  ): Observable<readonly M[]> {
    return this.list({ ...options, beforeId: anchorOf(messageId, "beforeId") });
  }

  /** Lists the page that follows a message, oldest first: none is skipped. */
  listAfter(
    messageId: string,
    options: { limit?: number } = {},
  ): Observable<readonly M[]> {
    return this.list({ ...options, afterId: anchorOf(messageId, "afterId") });
  }

  /** Lists the newest since a message, newest first: some may be skipped. */
  listSince(
    messageId: string,
    options: { limit?: number } = {},
  ): Observable<readonly M[]> {
    return this.list({ ...options, sinceId: anchorOf(messageId, "sinceId") });
  }

  /**
   * Lists all messages, newest first; with `afterId` those after it, oldest
   * first; with `sinceId` all of them back to that message.
   *
   * @throws {TypeError} With two of `beforeId`, `afterId` and `sinceId`.
   * @throws {RangeError} With a `limit` that is not 1 to 200.
   */
  listAll(options: ListAllMessagesOptions = {}): Pager<M> {
    return this.#walk(options, "background");
  }

  /** Lists all messages before one, newest first. */
  listAllBefore(
    messageId: string,
    options: PagerOptions & { limit?: number } = {},
  ): Pager<M> {
    return this.listAll({
      ...options,
      beforeId: anchorOf(messageId, "beforeId"),
    });
  }

  /** Lists all messages after one, oldest first. */
  listAllAfter(
    messageId: string,
    options: PagerOptions & { limit?: number } = {},
  ): Pager<M> {
    return this.listAll({
      ...options,
      afterId: anchorOf(messageId, "afterId"),
    });
  }

  /**
   * Posts a message, once: each attempt carries the same `source_guid`, both
   * those after a transient failure and those of a further subscription before
   * it has succeeded. Subscribing after that posts a new message.
   *
   * With `split` a text of more than 1,000 characters goes as several messages,
   * each posted after the one before it stands. Subscribing again after a
   * failure goes on with the part that failed, under its own `source_guid`.
   *
   * @param content A text, or text and attachments.
   * @returns The message as the server has it, or each of several as soon as it
   * has that one, in order, then completion.
   * @throws {TypeError} When there is nothing to post, with a `sourceGuid` that is
   * empty or no text, or with a `triedAfter` that is not an id or has no
   * `sourceGuid` beside it.
   * @throws {RangeError} When the text is longer than 1,000 characters, and is
   * not to be split.
   */
  create(content: Content, options: CreateOptions = {}): Observable<M> {
    this.#endpoint();
    assertCreateOptions(options);
    return inSequence(
      toParts(content, options),
      (part, n) => this.#post(part, n, options),
    );
  }

  /**
   * Follows the conversation live: each message once, oldest first, through
   * bursts, late arrivals and failures. See {@linkcode Tail}.
   */
  tail(options: TailOptions = {}): Tail<M> {
    this.#endpoint();
    const full = tailOptions(options);
    const { source } = this;
    return tailOf(this.session, full, tailOne(source, full), source.key);
  }

  /**
   * The conversation as a tail reads it.
   *
   * @internal
   */
  get source(): ConversationSource<M> {
    return this.#source ??= {
      key: this.key,
      fetch: (query, options = { idempotent: false }) =>
        this.#page(query, options),
      read: (data) => this.toMessage(data),
    };
  }

  #page(
    query: Query,
    options: {
      priority?: Priority | undefined;
      idempotent?: boolean | undefined;
    } = {},
  ): Observable<readonly M[]> {
    return this.#request(query, (messages) => messages, options);
  }

  #request<T>(
    query: Query,
    read: (messages: readonly M[], answer: unknown) => T,
    options: {
      priority?: Priority | undefined;
      idempotent?: boolean | undefined;
    } = {},
  ): Observable<T> {
    const { path, query: fixed, list } = this.#endpoint();
    return this.session.request({
      ...options,
      path,
      query: { ...fixed, ...query },
      read: (answer) => {
        const messages = readList<MessageData>(answer, list)
          .map((data) => this.toMessage(data));
        return read(messages, answer);
      },
    });
  }

  /** Where the messages are; it throws where the id of the conversation is none. */
  #endpoint(): MessagesEndpoint {
    return this.#cachedEndpoint ??= endpointOf(this.key);
  }

  #walk(options: ListAllMessagesOptions, priority?: Priority): Pager<M> {
    const fetch: MessageFetch<M> = {
      kind: "groupId" in this.key ? "groups" : "chats",
      page: (query: Query) => this.#page(query, { priority }),
      counted: (query: Query) =>
        this.#request(
          query,
          (messages, answer) => readNewest(answer, messages),
          { priority },
        ),
    };
    return new Pager(messagePages(this.session, fetch, options), options);
  }

  #post(
    { text, attachments }: Draft,
    part: number,
    { sourceGuid: own, triedAfter }: CreateOptions,
  ): Observable<M> {
    const { scheduler } = this.session;
    const sourceGuid = own === undefined ? guid() : guidOfPart(own, part);
    const { path, one, to } = this.#endpoint();
    const find = findPosted({
      pages: this.#walk({}).pages(),
      sourceGuid,
      userId: this.user.id,
      triedAfter,
      clock: monotonicClock(scheduler),
    });
    return this.session.request({
      method: "POST",
      path,
      body: { [one]: { source_guid: sourceGuid, text, attachments, ...to } },
      idempotent: true,
      wrapAttempt: postOnce({ find, mayStand: own !== undefined, scheduler }),
      read: (answer) => this.#message(answer, one),
    });
  }

  #message(answer: unknown, one: string): M {
    const { [one]: named, message } = readObject<MessageData>(answer, one);
    return this.toMessage(readObject(named ?? message, one));
  }
}

/** Without its id a listing would begin at the newest message. */
function anchorOf(messageId: string, name: keyof Anchor): string {
  assertMessageId(messageId, name);
  return messageId;
}
