import type { OperatorFunction } from "rxjs";
import type { Content, LengthOptions } from "../resources/messages/draft.ts";
import { call, type Commandable, type Emitted } from "./call.ts";
import {
  each,
  type EachOptions,
  resolveValue,
  type ValueOrFactory,
} from "./each.ts";
import { resumable } from "./resumable.ts";

/** How to post to each thing. */
export type PostOptions<T, E = never> = EachOptions<T, E> & LengthOptions;

/** The arguments of a command that posts. */
export type PostArguments = readonly [
  content: Content,
  options?: LengthOptions,
];

/**
 * Posts a message to each group, chat or member, or by each bot. A message
 * keeps its `source_guid` until it has succeeded, also where the whole stream is
 * subscribed to again, as by `retry()`: then the one that failed is not made
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
 * @param content The message, or a function that makes it for the thing.
 * @returns The message as the server has it, or `true` of a bot, for each thing.
 */
export function post<T extends Commandable<"post", PostArguments>, E = never>(
  content: ValueOrFactory<T, Content>,
  options: PostOptions<T, E> = {},
): OperatorFunction<T, Emitted<T, "post"> | E> {
  return each(
    resumable(
      (thing: T) => call(thing, "post", resolveValue(content, thing), options),
      options,
    ),
    options,
  );
}
