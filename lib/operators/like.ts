import type { Observable, OperatorFunction } from "rxjs";
import { each, type EachOptions, type Emitted } from "./each.ts";

/** What can be liked: a message. */
export interface Likable {
  /** Likes it. */
  like(): Observable<unknown>;
}

/**
 * Likes each message, with a heart; see `react` for anything else. GroupMe keeps
 * one reaction a user and ignores a second one.
 *
 * @returns `true` for each message.
 */
export function like<T extends Likable, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T["like"]> | E> {
  return each(
    (thing) => thing.like() as Observable<Emitted<T["like"]>>,
    options,
  );
}
