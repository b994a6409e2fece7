import type { Observable } from "rxjs";
import { Bots } from "./resources/bots/bots.ts";
import { Chats } from "./resources/chats/chats.ts";
import { Groups } from "./resources/groups/groups.ts";
import { Images } from "./resources/images/images.ts";
import {
  type AnyMessage,
  anySource,
} from "./resources/messages/any_message.ts";
import { type PollingOptions, tailOptions } from "./tail/options.ts";
import type { ExtraConversations } from "./tail/tail_all/extra_conversations.ts";
import { tailAll } from "./tail/tail_all/tail_all.ts";
import { type Tail, tailOf } from "./tail/tail.ts";
import type { Activity } from "./transport/activity.ts";
import {
  METHODS,
  type RequestOptions,
  RESPONSE_TYPES,
} from "./transport/request.ts";
import { Session, type SessionOptions } from "./transport/session.ts";
import { User } from "./resources/user.ts";
import { assertLength, assertMethod, assertOneOf } from "./util/validate.ts";

/** How a client reaches GroupMe. */
export type ClientOptions = SessionOptions;

/** How to tail all conversations of an account. */
export interface ClientTailOptions extends PollingOptions {
  /**
   * Conversations that no index of GroupMe's lists, such as
   * `everyTopic(client)`.
   *
   * @default {[]: groups and chats}
   */
  also?: readonly ExtraConversations[] | undefined;
}

/**
 * The way into GroupMe. Making one does nothing; each command is a cold
 * Observable, which requests when it is subscribed to, and stops, its request
 * and timers included, when it is unsubscribed from.
 *
 * @example Post to the group called Family
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { concatMap, filter } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * client.groups.listAll().pipe(
 *   filter((group) => group.name === "Family"),
 *   concatMap((group) => group.post("Dinner at six?")),
 * ).subscribe((message) => console.log(message.id));
 * ```
 */
export class Client {
  /** Sends every request. */
  readonly session: Session;
  /** Your groups, and their messages, members and galleries. */
  readonly groups: Groups;
  /** Your direct conversations with one other user each. */
  readonly chats: Chats;
  /** Your bots. */
  readonly bots: Bots;
  /** Yourself. */
  readonly user: User;
  /** Pictures, at GroupMe's image service. */
  readonly images: Images;

  /**
   * Makes a client, and requests nothing.
   *
   * @throws {TypeError} Without a token, or with an option of another kind.
   * @throws {RangeError} With a number out of its range.
   */
  constructor(options: ClientOptions) {
    this.session = new Session(options);
    this.user = new User(this.session);
    this.groups = new Groups(this.session, this.user);
    this.chats = new Chats(this.session, this.user);
    this.bots = new Bots(this.session);
    this.images = new Images(this.session);
  }

  /** Makes a client with nothing but a token. */
  static fromToken(token: string): Client {
    return new Client({ token });
  }

  /**
   * The activity of the client: each attempt, answer, retry, wait and failure.
   * Hot and shared, without a replay; it never completes, and holds no secret.
   */
  get activity$(): Observable<Activity> {
    return this.session.activity$;
  }

  /**
   * Tails all your groups and chats: two requests a poll, whatever their
   * number, and then only those for what changed. Groups that you join come in,
   * those that you leave drop out. A topic comes in with the first message of
   * it that is pushed, or by `also`.
   *
   * It starts from now on, or after the cursor. The messages of a conversation
   * are delivered in order; those of two conversations are not ordered.
   *
   * @throws {TypeError} When `gap` is another word, or `via`, `cursor` or `also` is
   * none.
   * @throws {RangeError} When a number is out of its range.
   */
  tail({ also = [], ...options }: ClientTailOptions = {}): Tail<AnyMessage> {
    const full = tailOptions(options);
    for (const it of also) assertMethod(it, "changed", "also");
    const { session } = this;
    return tailOf(
      session,
      full,
      tailAll(session, anySource(session, this.user), full, also),
    );
  }

  /**
   * Requests any endpoint that is not modelled here.
   *
   * @returns The answer, then completion: of GroupMe's envelope `response`, or as
   * `options.answer` says. An empty success of anything but a GET emits `null`.
   * @throws {TypeError} Without a path, or with another word than `method` or
   * `answer` takes; when subscribed to, with a path or a header that cannot be
   * used.
   */
  request<T>({ answer, ...options }: RequestOptions): Observable<T> {
    const { path, method } = options;
    assertLength(path, 0, Infinity, "path");
    assertOneOf(method, METHODS, "method");
    assertOneOf(answer, RESPONSE_TYPES, "answer");
    return this.session.request({
      ...options,
      responseType: answer,
      read: (content) => content as T,
    });
  }
}
