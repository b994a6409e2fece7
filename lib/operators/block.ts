import type { Observable, OperatorFunction } from "rxjs";
import { each, type EachOptions, type Emitted } from "./each.ts";

/** Who can be blocked: a member. */
export interface Blockable {
  /** Blocks the user. */
  block(): Observable<unknown>;
}

/**
 * Blocks each user, who can then no longer write to you directly.
 *
 * @returns What each `block()` emits: the block.
 */
export function block<T extends Blockable, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T["block"]> | E> {
  return each(
    (thing) => thing.block() as Observable<Emitted<T["block"]>>,
    options,
  );
}
