import type { Observable, OperatorFunction } from "rxjs";
import type { Content, LengthOptions } from "../resources/messages/draft.ts";
import {
  each,
  type Emitted,
  resolveValue,
  type ValueOrFactory,
} from "./each.ts";
import { pending } from "./resumable.ts";
import type { PostOptions } from "./post.ts";

/** What can be answered: a message. */
export interface Repliable {
  /** Posts an answer. */
  reply(content: Content, options?: LengthOptions): Observable<unknown>;
}

/**
 * Answers each message, with a reference to it. Its own answers come along in a
 * tail: tell them apart, or it answers itself without end.
 *
 * @example Answer to pings
 * ```ts
 * import { Client, reply } from "@rxgroupme/client";
 * import { filter } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(
 *   filter((message) => message.text?.startsWith("!ping") ?? false),
 *   reply((message) => `pong, ${message.name}`),
 * ).subscribe();
 * ```
 * @param content The answer, or what makes it of the message.
 * @returns What each `reply()` emits: the answer as it stands.
 */
export function reply<T extends Repliable, E = never>(
  content: ValueOrFactory<T, Content>,
  options: PostOptions<T, E> = {},
): OperatorFunction<T, Emitted<T["reply"]> | E> {
  return each(
    pending((message: T) => {
      const posted = message.reply(resolveValue(content, message), options);
      return posted as Observable<Emitted<T["reply"]>>;
    }, options),
    options,
  );
}
