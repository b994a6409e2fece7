import type { Observable, OperatorFunction } from "rxjs";
import { each, type EachOptions, type Emitted } from "./each.ts";

/** What a reaction can be taken back from: a message. */
export interface Unlikable {
  /** Takes your reaction back. */
  unlike(): Observable<unknown>;
}

/**
 * Takes your reaction to each message back, whatever it was.
 *
 * @returns `true` for each message.
 */
export function unlike<T extends Unlikable, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T["unlike"]> | E> {
  return each(
    (thing) => thing.unlike() as Observable<Emitted<T["unlike"]>>,
    options,
  );
}
