import type { Observable, OperatorFunction } from "rxjs";
import { each, type EachOptions, type Emitted } from "./each.ts";

/** Who can be unblocked: a member, a block. */
export interface Unblockable {
  /** Takes the block away. */
  unblock(): Observable<unknown>;
}

/**
 * Takes the block of each user away.
 *
 * @returns What each `unblock()` emits: `true`.
 */
export function unblock<T extends Unblockable, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T["unblock"]> | E> {
  return each(
    (thing) => thing.unblock() as Observable<Emitted<T["unblock"]>>,
    options,
  );
}
