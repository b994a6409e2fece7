import type { Observable, OperatorFunction } from "rxjs";
import type { Content, LengthOptions } from "../resources/messages/draft.ts";
import {
  each,
  type EachOptions,
  type Emitted,
  resolveValue,
  type ValueOrFactory,
} from "./each.ts";
import { pending } from "./resumable.ts";

/** What can be posted to, or by: a group, a chat, a member, a bot. */
export interface Postable {
  /** Posts a message. */
  post(content: Content, options?: LengthOptions): Observable<unknown>;
}

/** How to post to each thing. */
export type PostOptions<T, E = never> = EachOptions<T, E> & LengthOptions;

/**
 * Posts a message to each group, chat or member, or by each bot. A message
 * keeps its `source_guid` until it has succeeded, also where the whole is
 * subscribed to anew, as by `retry()`: then the one that failed is not made
 * twice, while those that had succeeded are posted again.
 *
 * @example Tell one group
 * ```ts
 * import { Client, findOne, post } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * client.groups.listAll().pipe(
 *   findOne({ name: "Family" }),
 *   post((group) => `Dinner at six, ${group.name}?`),
 * ).subscribe((message) => console.log(message.id));
 * ```
 * @param content The message, or what makes it of the thing.
 * @returns What each `post()` emits: the message, or `true` of a bot.
 */
export function post<T extends Postable, E = never>(
  content: ValueOrFactory<T, Content>,
  options: PostOptions<T, E> = {},
): OperatorFunction<T, Emitted<T["post"]> | E> {
  return each(
    pending((thing: T) => {
      const posted = thing.post(resolveValue(content, thing), options);
      return posted as Observable<Emitted<T["post"]>>;
    }, options),
    options,
  );
}
