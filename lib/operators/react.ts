import type { Observable, OperatorFunction } from "rxjs";
import type { Reaction } from "../resources/likes.ts";
import {
  each,
  type EachOptions,
  type Emitted,
  resolveValue,
  type ValueOrFactory,
} from "./each.ts";

/** What can be reacted to: a message. */
export interface Reactable {
  /** Reacts to it. */
  like(reaction: Reaction): Observable<unknown>;
}

/**
 * Reacts to each message. GroupMe keeps one reaction a user and ignores a
 * second one: put `unlike` to work before, where there may be one.
 *
 * @param reaction The reaction, or what makes it of the message.
 * @returns `true` for each message.
 */
export function react<T extends Reactable, E = never>(
  reaction: ValueOrFactory<T, Reaction>,
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T["like"]> | E> {
  return each((message) => {
    const reacted = message.like(resolveValue(reaction, message));
    return reacted as Observable<Emitted<T["like"]>>;
  }, options);
}
