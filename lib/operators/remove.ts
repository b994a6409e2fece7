import type { Observable, OperatorFunction } from "rxjs";
import { each, type EachOptions, type Emitted } from "./each.ts";

/** What can be removed: a member. */
export interface Removable {
  /** Removes it. */
  remove(): Observable<unknown>;
}

/**
 * Removes each member from the group that it is a member of.
 *
 * @returns What each `remove()` emits: `true`.
 */
export function remove<T extends Removable, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T["remove"]> | E> {
  return each(
    (thing) => thing.remove() as Observable<Emitted<T["remove"]>>,
    options,
  );
}
