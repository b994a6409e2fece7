import { map, type OperatorFunction } from "rxjs";
import { each, type EachOptions } from "../operators/each.ts";
import type { Reaction } from "../resources/likes.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import { encodeReaction } from "../resources/encode_reaction.ts";
import { setReaction } from "./set_reaction.ts";

/**
 * Makes this your one reaction to each message of a stream, in order.
 *
 * @returns Each message as it came; see {@linkcode setReaction}.
 * @throws {TypeError} With an empty reaction.
 */
export function reactWith<M extends AnyMessage, E = never>(
  reaction: Reaction,
  options?: EachOptions<M, E>,
): OperatorFunction<M, M | E> {
  // Refuses what is no reaction before any message comes.
  encodeReaction(reaction);
  return each(
    (message: M) => setReaction(message, reaction).pipe(map(() => message)),
    options,
  );
}
