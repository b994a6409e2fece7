import { filter, type Observable, takeWhile } from "rxjs";
import { assertAtMostOne, pathId } from "../../util/validate.ts";
import { guid } from "../../util/guid.ts";
import { cursorPages, FULL_PAGE } from "../../paging/cursor_pages.ts";
import { Pager, type PagerOptions } from "../../paging/pager.ts";
import { type Api, Manager } from "../../resource.ts";
import type { ConversationSource } from "../../tail/conversation_source.ts";
import { tailOne } from "../../tail/tail_one.ts";
import type { ConversationKey } from "../../tail/live_source.ts";
import { type TailOptions, tailOptions } from "../../tail/options.ts";
import { type Tail, tailOf } from "../../tail/tail.ts";
import type {
  Host,
  Priority,
  Query,
  RequestTarget,
} from "../../transport/request.ts";
import { readList, readObject } from "../../wire/json.ts";
import type { MessageData } from "../../wire/message.ts";
import {
  type Content,
  type Draft,
  type LengthOptions,
  toParts,
} from "./draft.ts";
import type { GenericMessage } from "./generic_message.ts";
import { inSequence } from "./in_sequence.ts";
import { pageLimit } from "./limits.ts";
import { postOnce } from "./post_once.ts";

/** From where to list: one of them at most. */
export interface Anchor {
  /** Older than this message. */
  beforeId?: string;
  /** Newer than this message, oldest first. */
  afterId?: string;
  /** Newer than this message, newest first. */
  sinceId?: string;
}

/** How to list a page of messages. */
export interface ListMessagesOptions extends Anchor {
  /**
   * Messages on the page, 1 to 200.
   *
   * @default {20, the server's}
   */
  limit?: number;
}

/** How to list messages page after page. */
export interface ListAllMessagesOptions extends Anchor, PagerOptions {
  /**
   * Messages on a page, 1 to 200.
   *
   * @default {100}
   */
  limit?: number;
}

/** How to post. */
export interface CreateOptions extends LengthOptions {
  /**
   * Your own id for the message, under which it is posted once. Further parts
   * of one that is split have `-2`, `-3`, ... behind it.
   *
   * @default {random}
   */
  sourceGuid?: string;
}

/** What GroupMe calls the messages of a kind of conversation. */
export interface MessageNames {
  /** A list of them. */
  readonly list: string;
  /** One of them. */
  readonly one: string;
  /** Where it gives a single one. */
  readonly host?: Host;
  /** What a new one says of whom it is for, where the path does not. */
  readonly to?: { readonly [field: string]: string };
}

/** Clocks may be wrong by so much, in ms, before a post is not found again. */
const CLOCK_SKEW = 600_000;

/** The messages of one conversation; see its two kinds. */
export abstract class GenericMessages<M extends GenericMessage>
  extends Manager {
  /** Where the list of them is, and where a new one is posted. */
  protected readonly parcel: RequestTarget;
  readonly #names: MessageNames;

  /** Binds the messages of one conversation to a session. */
  protected constructor(
    session: Api,
    parcel: RequestTarget,
    names: MessageNames,
  ) {
    super(session);
    // Without it GroupMe replaces the text of messages that hold files.
    this.parcel = { ...parcel, query: { ...parcel.query, acceptFiles: 1 } };
    this.#names = names;
  }

  /** Which conversation it is. */
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
    return this.#page(queryOf(options));
  }

  /**
   * Gets one message.
   *
   * @returns The message; or a {@linkcode NotFound} if there is none.
   * @throws {TypeError} Without an id.
   */
  get(messageId: string): Observable<M> {
    return this.session.request({
      ...this.parcel,
      host: this.#names.host,
      path: `${this.parcel.path}/${pathId(messageId, "messageId")}`,
      read: this.#readOne,
    });
  }

  /** Lists the page before a message, newest first. */
  listBefore(
    messageId: string,
    options: { limit?: number } = {},
  ): Observable<readonly M[]> {
    return this.list({ ...options, beforeId: messageId });
  }

  /** Lists the page that follows a message, oldest first: none is skipped. */
  listAfter(
    messageId: string,
    options: { limit?: number } = {},
  ): Observable<readonly M[]> {
    return this.list({ ...options, afterId: messageId });
  }

  /** Lists the newest since a message, newest first: some may be skipped. */
  listSince(
    messageId: string,
    options: { limit?: number } = {},
  ): Observable<readonly M[]> {
    return this.list({ ...options, sinceId: messageId });
  }

  /**
   * Lists all messages, newest first; those from `afterId` on oldest first.
   * With `sinceId` it is all of them back to that message.
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
    return this.listAll({ ...options, beforeId: messageId });
  }

  /** Lists all messages after one, oldest first. */
  listAllAfter(
    messageId: string,
    options: PagerOptions & { limit?: number } = {},
  ): Pager<M> {
    return this.listAll({ ...options, afterId: messageId });
  }

  /**
   * Posts a message, once: each attempt carries the same `source_guid`, by
   * itself after a failure that may pass, and when subscribed to again before
   * it has succeeded. Subscribing after that posts a new message.
   *
   * With `split` a text of more than 1,000 characters goes as several messages,
   * each posted after the one before it stands. Subscribing again after a
   * failure goes on with the part that failed, under its own `source_guid`.
   *
   * @param content A text, or text and attachments.
   * @returns The message as it stands on the server, or each of several as soon
   * as it does, in order, then completion.
   * @throws {TypeError} When there is nothing to post.
   * @throws {RangeError} When the text is longer than 1,000 characters, and is
   * not to be split.
   */
  create(content: Content, options: CreateOptions = {}): Observable<M> {
    const { sourceGuid: id } = options;
    return inSequence(
      toParts(content, options),
      (part, n) => this.#post(part, id ? id + (n ? `-${n + 1}` : "") : guid()),
    );
  }

  /**
   * Follows the conversation live: each message once, oldest first, through
   * bursts, late arrivals and failures. See {@linkcode Tail}.
   */
  tail(options: TailOptions = {}): Tail<M> {
    const full = tailOptions(options);
    return tailOf(
      this.session,
      () => tailOne(this.feed, this.session, full),
    );
  }

  /** What a tail needs of the conversation. */
  get feed(): ConversationSource<M> {
    return {
      key: this.key,
      fetch: (query, options = { idempotent: false }) =>
        this.#page(query, options),
      read: (data) => this.toMessage(data),
    };
  }

  #page(
    query: Query,
    options: { priority?: Priority; idempotent?: boolean } = {},
  ): Observable<readonly M[]> {
    return this.session.request({
      ...this.parcel,
      ...options,
      query: { ...this.parcel.query, ...query },
      read: (answer) =>
        readList<MessageData>(answer, this.#names.list).map((data) =>
          this.toMessage(data)
        ),
    });
  }

  #walk(options: ListAllMessagesOptions, priority?: Priority): Pager<M> {
    const { limit = FULL_PAGE, ...anchor } = queryOf(options);
    const direction = anchor.after_id ? "after_id" : "before_id";
    const pages = cursorPages(
      (cursor) => this.#page({ [direction]: cursor, limit }, { priority }),
      direction,
      { start: anchor[direction], until: anchor.since_id },
    );
    return new Pager(pages, options);
  }

  #post({ text, attachments }: Draft, source_guid: string): Observable<M> {
    const { one, to } = this.#names;
    return this.session.request({
      method: "POST",
      path: this.parcel.path,
      body: { [one]: { source_guid, text, attachments, ...to } },
      idempotent: true,
      ...postOnce(
        (since) => this.#find(source_guid, since),
        this.session.scheduler,
      ),
      read: this.#readOne,
    });
  }

  readonly #readOne = (answer: unknown): M => {
    const { one } = this.#names;
    const { [one]: named, message } = readObject<MessageData>(answer, one);
    return this.toMessage(readObject(named ?? message, one));
  };

  #find(sourceGuid: string, since: number): Observable<M> {
    const earliest = new Date(since - CLOCK_SKEW);
    return this.#walk({}).pipe(
      takeWhile(({ createdAt = earliest }) => createdAt >= earliest),
      filter((message) => message.sourceGuid === sourceGuid),
    );
  }
}

/** The options of a page, checked, in GroupMe's words. */
function queryOf({ beforeId, afterId, sinceId, limit }: ListMessagesOptions) {
  const anchors = { beforeId, afterId, sinceId };
  const name = assertAtMostOne(anchors);
  if (name && !/^\d+$/.test(pathId(anchors[name] ?? "", name))) {
    throw new TypeError(`Cannot use ${name}: it is no message id`);
  }
  if (limit !== undefined) pageLimit(limit);
  return { before_id: beforeId, after_id: afterId, since_id: sinceId, limit };
}
