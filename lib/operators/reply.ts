import type { OperatorFunction } from "rxjs";
import type { Content } from "../resources/messages/draft.ts";
import { call, type Commandable, type Emitted } from "./call.ts";
import { each, resolveValue, type ValueOrFactory } from "./each.ts";
import type { PostArguments, PostOptions } from "./post.ts";
import { resumable } from "./resumable.ts";

/**
 * Answers each message, with a reference to it. A tail delivers these answers
 * too: leave them out before, or it answers itself without end.
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
 * @param content The answer, or a function that makes it for the message.
 * @returns The answer to each message, as the server has it.
 */
export function reply<T extends Commandable<"reply", PostArguments>, E = never>(
  content: ValueOrFactory<T, Content>,
  options: PostOptions<T, E> = {},
): OperatorFunction<T, Emitted<T, "reply"> | E> {
  return each(
    resumable(
      (message: T) =>
        call(message, "reply", resolveValue(content, message), options),
      options,
    ),
    options,
  );
}
