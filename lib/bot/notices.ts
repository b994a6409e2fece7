import { EMPTY, filter, map, type OperatorFunction } from "rxjs";
import { each } from "../operators/each.ts";
import { assertFunction } from "../util/validate.ts";
import type { Answerable, BotOptions, Handled } from "./options.ts";
import {
  type AnyNoticeType,
  type Notice,
  type Noticeable,
  noticeOf,
} from "./notice.ts";
import {
  assertOptions,
  type BotOutcome,
  respond,
  thenCommit,
} from "./outcome.ts";

/** One type of notices, or several. */
export type NoticeTypes<T extends AnyNoticeType> = T | readonly T[];

/**
 * The notices of one type in a stream of messages, or of several, with typed
 * data. With a handler it answers them, as {@linkcode commands} does.
 *
 * Callbacks that GroupMe posts to a bot have the text of a notice, and
 * no data: `loadEvents()` of `./webhook` loads them.
 *
 * @example Who comes
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { notices } from "@rxgroupme/client/bot";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(
 *   notices("membership.announce.joined"),
 * ).subscribe(({ data }) => console.log(data.user?.nickname, "has joined"));
 * ```
 * @example Greet them
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { notices } from "@rxgroupme/client/bot";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(
 *   notices("membership.announce.joined", ({ data }) =>
 *     `Welcome, ${data.user?.nickname}!`),
 * ).subscribe();
 * ```
 * @returns The notices, or the outcomes of their answers. Completes and errors
 * as the source does.
 */
export function notices<T extends AnyNoticeType, M extends Noticeable>(
  types: NoticeTypes<T>,
): OperatorFunction<M, Notice<T, M>>;
/** Answers the notices of one type, or of several. */
export function notices<
  T extends AnyNoticeType,
  M extends Noticeable & Answerable,
  R = M,
>(
  types: NoticeTypes<T>,
  handler: (notice: Notice<T, M>) => Handled,
  options?: BotOptions<M, R>,
): OperatorFunction<M, BotOutcome<M, R>>;
export function notices<
  T extends AnyNoticeType,
  M extends Noticeable & Answerable,
  R = M,
>(
  types: NoticeTypes<T>,
  handler?: (notice: Notice<T, M>) => Handled,
  options: BotOptions<M, R> = {},
): OperatorFunction<M, Notice<T, M> | BotOutcome<M, R>> {
  assertOptions(options);
  const wanted = new Set<string>([types].flat());
  const find = (message: M) => {
    const notice = noticeOf(message);
    // By its type it is one of those.
    return wanted.has(notice?.type ?? "") ? notice as Notice<T, M> : undefined;
  };
  if (handler === undefined) {
    return (source) =>
      source.pipe(map(find), filter((notice) => notice !== undefined));
  }
  assertFunction(handler, "handler");
  return each((message: M) => {
    const notice = find(message);
    const outcomes = notice
      ? respond(notice.type, message, () => handler(notice), options)
      : EMPTY;
    return thenCommit(outcomes, message, options);
  });
}
