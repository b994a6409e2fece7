import type { Observable, OperatorFunction } from "rxjs";
import { each, type EachOptions, type Emitted } from "./each.ts";

/** What can be destroyed: a group that is yours, a bot. */
export interface Destroyable {
  /** Destroys it. */
  destroy(): Observable<unknown>;
}

/**
 * Destroys each group or bot, for everyone and for good.
 *
 * @returns What each `destroy()` emits: `true`.
 */
export function destroy<T extends Destroyable, E = never>(
  options?: EachOptions<T, E>,
): OperatorFunction<T, Emitted<T["destroy"]> | E> {
  return each(
    (thing) => thing.destroy() as Observable<Emitted<T["destroy"]>>,
    options,
  );
}
