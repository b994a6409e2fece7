import type { OperatorFunction } from "rxjs";
import type { Reaction } from "../resources/likes.ts";
import { call, type Commandable, type Emitted } from "./call.ts";
import {
  each,
  type EachOptions,
  resolveValue,
  type ValueOrFactory,
} from "./each.ts";

/**
 * Reacts to each message. GroupMe keeps one reaction of a user and ignores a
 * second one: apply {@linkcode unlike} before, where there may be one.
 *
 * @param reaction The reaction, or a function that makes it for the message.
 * @returns `true` for each message.
 */
export function react<
  T extends Commandable<"like", readonly [reaction: Reaction]>,
  E = never,
>(
  reaction: ValueOrFactory<T, Reaction>,
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T, "like"> | E> {
  return each(
    (message) => call(message, "like", resolveValue(reaction, message)),
    options,
  );
}
