import type { Observable, OperatorFunction } from "rxjs";
import {
  each,
  type EachOptions,
  resolveValue,
  type ValueOrFactory,
} from "../operators/each.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import type { Content } from "../resources/messages/draft.ts";
import { deleteMessage } from "./delete_message.ts";
import { editMessage } from "./edit_message.ts";
import { pinMessage, unpinMessage } from "./pin_message.ts";

/**
 * Edits each message of a stream, in order.
 *
 * @param content The new content, or a function that makes it of the message.
 * @returns Each message as it is then; see {@linkcode editMessage}.
 */
export function edit<M extends AnyMessage, E = never>(
  content: ValueOrFactory<M, Content>,
  options?: EachOptions<M, E>,
): OperatorFunction<M, M | E> {
  return each(
    (message: M) =>
      editMessage(message, resolveValue(content, message)) as Observable<
        AnyMessage
      > as Observable<M>,
    options,
  );
}

/**
 * Deletes each message of a stream, in order. (`remove` is the operator for
 * members.)
 *
 * @returns `true` for each; see {@linkcode deleteMessage}.
 *
 * @example Moderate a group
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { erase } from "@rxgroupme/client/changes";
 * import { filter } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(
 *   filter(({ text = "" }) => /buy followers/i.test(text)),
 *   erase({ onError: "continue" }),
 * ).subscribe();
 * ```
 */
export function erase<M extends AnyMessage, E = never>(
  options?: EachOptions<M, E>,
): OperatorFunction<M, true | E> {
  return each<M, true, E>(deleteMessage, options);
}

/** Pins each message of a stream, in order; see {@linkcode pinMessage}. */
export function pin<M extends AnyMessage, E = never>(
  options?: EachOptions<M, E>,
): OperatorFunction<M, true | E> {
  return each<M, true, E>(pinMessage, options);
}

/** Takes the pin off each message, in order; see {@linkcode unpinMessage}. */
export function unpin<M extends AnyMessage, E = never>(
  options?: EachOptions<M, E>,
): OperatorFunction<M, true | E> {
  return each<M, true, E>(unpinMessage, options);
}
