/** A value, now or later. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * Where a stream has got to, kept in a place that outlives the program. What
 * is kept is a text of the library's own; a place has nothing to know of it.
 */
export interface Cursor {
  /** Reads what was last kept; nothing, if nothing was. */
  get(): MaybePromise<string | null | undefined>;
  /** Keeps a text in place of the last one. */
  set(value: string): MaybePromise<unknown>;
  /**
   * Keeps a text if `expected` is what is kept (`undefined`: nothing is), in
   * one step, and tells whether it did. A place that can do this notices two
   * programs on one cursor before any harm is done.
   */
  compareAndSet?(
    expected: string | undefined,
    value: string,
  ): MaybePromise<boolean>;
}
