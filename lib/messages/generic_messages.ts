import { defer, filter, type Observable, takeWhile, tap } from "rxjs";
import { guid } from "../guid.ts";
import { cursorPages, FULL_PAGE } from "../paging/cursor_pages.ts";
import { Pager, type PagerOptions } from "../paging/pager.ts";
import { type Api, Manager } from "../resource.ts";
import { Tail, type TailOptions } from "../tail/tail.ts";
import type { Call, Lane, Parcel, Query } from "../transport/call.ts";
import { readList, readObject } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { type Content, type Draft, toDraft } from "./draft.ts";
import type { GenericMessage } from "./generic_message.ts";
import { pageLimit } from "./limits.ts";
import { once } from "./once.ts";

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
export interface CreateOptions {
  /**
   * Your own id for the message, under which it is posted once.
   *
   * @default {random}
   */
  sourceGuid?: string;
}

/** Clocks may be wrong by so much, in ms, before a post is not found again. */
const CLOCK_SKEW = 600_000;

/** The messages of one conversation; see its two kinds. */
export abstract class GenericMessages<M extends GenericMessage>
  extends Manager {
  /** Where the list of them is, and where a new one is posted. */
  protected readonly parcel: Parcel;
  /** What GroupMe calls a list of them, and one of them. */
  readonly #names: { readonly list: string; readonly one: string };

  /** Binds the messages of one conversation to a session. */
  protected constructor(
    session: Api,
    parcel: Parcel,
    names: { list: string; one: string },
  ) {
    super(session);
    this.parcel = parcel;
    this.#names = names;
  }

  /** Makes a message of its JSON. */
  protected abstract toMessage(data: MessageData): M;

  /** Adds to the JSON of a new message what this conversation needs. */
  protected abstract address(draft: MessageData): MessageData;

  /**
   * Lists one page: newest first, except that `afterId` lists the oldest
   * first. `sinceId` gives the newest ones and may skip some in between.
   *
   * @returns One array, empty where there is nothing (more), then completion.
   * @throws {TypeError} With two of `beforeId`, `afterId` and `sinceId`.
   * @throws {RangeError} With a `limit` that is not 1 to 200.
   */
  list(options: ListMessagesOptions = {}): Observable<readonly M[]> {
    const [mode, id] = anchorOf(options);
    const limit = options.limit === undefined
      ? undefined
      : pageLimit(options.limit);
    return this.#page({ ...(mode && { [mode]: id }), limit });
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
    const [mode, id] = anchorOf(options);
    const limit = pageLimit(options.limit ?? FULL_PAGE);
    const direction = mode === "after_id" ? mode : "before_id";
    const pages = cursorPages(
      (cursor) => this.#page({ [direction]: cursor, limit }, { lane: "bulk" }),
      direction,
      mode === "since_id" ? { until: id } : { start: id },
    );
    return new Pager(pages, options);
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
   * @param content A text, or text and attachments.
   * @returns The message as it stands on the server, then completion.
   * @throws {TypeError} When there is nothing to post.
   * @throws {RangeError} When the text is longer than 1,000 characters.
   */
  create(content: Content, options: CreateOptions = {}): Observable<M> {
    const draft = toDraft(content);
    let call: Call<M> | undefined;
    return defer(() => {
      call ??= this.#post(draft, options.sourceGuid ?? guid());
      return this.session.request(call).pipe(tap(() => call = undefined));
    });
  }

  /**
   * Follows the conversation live: each message once, oldest first, through
   * bursts, late arrivals and failures. See {@linkcode Tail}.
   */
  tail(options: TailOptions = {}): Tail<M> {
    return new Tail(
      (query, { repeatable } = { repeatable: false }) =>
        this.#page(query, { repeatable }),
      this.session,
      options,
    );
  }

  #page(
    query: Query,
    options: { lane?: Lane; repeatable?: boolean } = {},
  ): Observable<readonly M[]> {
    return this.session.request({
      ...this.parcel,
      ...options,
      // Without it GroupMe replaces the text of messages that hold files.
      query: { ...this.parcel.query, ...query, acceptFiles: 1 },
      read: (answer) =>
        readList<MessageData>(answer, this.#names.list).map((data) =>
          this.toMessage(data)
        ),
    });
  }

  #post({ text, attachments }: Draft, sourceGuid: string): Call<M> {
    const { list: _, one } = this.#names;
    const message = { source_guid: sourceGuid, text, attachments };
    return {
      method: "POST",
      path: this.parcel.path,
      body: { [one]: this.address(message as MessageData) },
      repeatable: true,
      around: once(
        (since) => this.#find(sourceGuid, since),
        this.session.scheduler,
      ),
      read: (answer) => {
        const { [one]: named, message } = readObject<MessageData>(answer, one);
        return this.toMessage(readObject(named ?? message, one));
      },
    };
  }

  #find(sourceGuid: string, since: number): Observable<M> {
    const earliest = since - CLOCK_SKEW;
    const newestFirst = cursorPages(
      (cursor) => this.#page({ before_id: cursor, limit: FULL_PAGE }),
      "before_id",
    );
    return new Pager(newestFirst).pipe(
      takeWhile(({ createdAt }) => !createdAt || +createdAt >= earliest),
      filter((message) => message.sourceGuid === sourceGuid),
    );
  }
}

/** The one anchor that was given, in GroupMe's words. */
function anchorOf(
  { beforeId, afterId, sinceId }: Anchor,
): ["before_id" | "after_id" | "since_id", string] | [undefined, undefined] {
  const given = [
    ["before_id", beforeId, "beforeId"],
    ["after_id", afterId, "afterId"],
    ["since_id", sinceId, "sinceId"],
  ] as const;
  const [first, second] = given.filter(([, id]) => id !== undefined);
  if (second) {
    throw new TypeError(
      `Cannot list messages: both ${first?.[2]} and ${second[2]} are given`,
    );
  }
  if (!first) return [undefined, undefined];
  const [mode, id, name] = first;
  if (typeof id !== "string" || !/^\d+$/.test(id)) {
    throw new TypeError(`Cannot list messages: ${name} is no message id`);
  }
  return [mode, id];
}
