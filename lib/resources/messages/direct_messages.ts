import type { Observable } from "rxjs";
import type { Pager, PagerOptions } from "../../paging/pager.ts";
import type { Api } from "../../resource.ts";
import type { TailOptions } from "../../tail/options.ts";
import type { Tail } from "../../tail/tail.ts";
import type { DirectMessageData } from "../../wire/message.ts";
import type { User } from "../user.ts";
import { DirectMessage } from "./direct_message.ts";
import type { CreateOptions } from "./create_options.ts";
import type { Content } from "./draft.ts";
import { GenericMessages } from "./generic_messages.ts";
import type {
  ListAllMessagesOptions,
  ListMessagesOptions,
} from "./list_options.ts";
import type { NewestMessages } from "./newest_messages.ts";

/** The messages between you and one other user; needs no request first. */
export class DirectMessages extends GenericMessages<DirectMessage> {
  /** The other user's id. */
  readonly otherUserId: string;
  /** The conversation. */
  readonly key: { readonly otherUserId: string };

  /** Binds the messages with the user `otherUserId` to a session. */
  constructor(session: Api, otherUserId: string, user?: User) {
    super(session, user);
    this.otherUserId = otherUserId;
    this.key = { otherUserId };
  }

  /** Makes a message of its JSON. */
  protected override toMessage(data: DirectMessageData): DirectMessage {
    return new DirectMessage(this, data);
  }
}

/** Members of {@linkcode DirectMessages} that it has in common with those of groups. */
export interface DirectMessages {
  /** Yourself. */
  readonly user: User;
  /**
   * Follows the conversation live: each message once, oldest first, through bursts,
   * late arrivals and failures. It never completes; see {@linkcode Tail} for what
   * it errors with.
   */
  tail(options?: TailOptions): Tail<DirectMessage>;
  /**
   * Posts a message, once: the attempts of a subscription leave one message, and
   * so does a further subscription after a failure. Subscribing after a success
   * posts another one.
   *
   * @param content A text, or text and attachments.
   * @returns The message as the server has it, with `split` each part of it, then
   * completion; or the error of the request.
   * @throws {TypeError} When there is nothing to post, or with a `sourceGuid` or a
   * `triedAfter` that cannot be used.
   * @throws {RangeError} When the text is longer than 1,000 characters, and is
   * not to be split.
   */
  create(content: Content, options?: CreateOptions): Observable<DirectMessage>;
  /**
   * Gets one message.
   *
   * @returns The message, then completion; or a {@linkcode NotFound} if there is
   * none.
   * @throws {TypeError} Without an id.
   */
  get(messageId: string): Observable<DirectMessage>;
  /**
   * Lists one page: newest first, with `afterId` oldest first.
   *
   * @returns One array, empty where there is nothing (more), then completion.
   * @throws {TypeError} With two of `beforeId`, `afterId` and `sinceId`.
   * @throws {RangeError} With a `limit` that is not 1 to 200.
   */
  list(options?: ListMessagesOptions): Observable<readonly DirectMessage[]>;
  /**
   * Lists the newest messages, with how far the other user has read: one value,
   * then completion.
   *
   * @param options `limit`: messages on the page, 1 to 200; 20 unless given.
   */
  newest(
    options?: { limit?: number },
  ): Observable<NewestMessages<DirectMessage>>;
  /**
   * Lists all messages, newest first; with `afterId` those after it, oldest
   * first; with `sinceId` all of them back to that message.
   *
   * @throws {TypeError} With two of `beforeId`, `afterId` and `sinceId`.
   * @throws {RangeError} With a `limit` that is not 1 to 200.
   */
  listAll(options?: ListAllMessagesOptions): Pager<DirectMessage>;
  /** Lists the page before a message, newest first. */
  listBefore(
    messageId: string,
    options?: { limit?: number },
  ): Observable<readonly DirectMessage[]>;
  /** Lists the page that follows a message, oldest first: none is skipped. */
  listAfter(
    messageId: string,
    options?: { limit?: number },
  ): Observable<readonly DirectMessage[]>;
  /** Lists the newest since a message, newest first: some may be skipped. */
  listSince(
    messageId: string,
    options?: { limit?: number },
  ): Observable<readonly DirectMessage[]>;
  /** Lists all messages before one, newest first. */
  listAllBefore(
    messageId: string,
    options?: PagerOptions & { limit?: number },
  ): Pager<DirectMessage>;
  /** Lists all messages after one, oldest first. */
  listAllAfter(
    messageId: string,
    options?: PagerOptions & { limit?: number },
  ): Pager<DirectMessage>;
}
