import type { Observable, OperatorFunction } from "rxjs";
import { each, type EachOptions, type Emitted } from "./each.ts";

/** What can be left: a group. */
export interface Leavable {
  /** Leaves it. */
  leave(): Observable<unknown>;
}

/**
 * Leaves each group.
 *
 * @returns What each `leave()` emits: `true`.
 */
export function leave<T extends Leavable, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T["leave"]> | E> {
  return each(
    (thing) => thing.leave() as Observable<Emitted<T["leave"]>>,
    options,
  );
}
