/** A value, now or later. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * The durable place of a stream: how far its messages were committed, stored
 * where it outlives the program. The stored text is the library's own; a store
 * need not understand it.
 */
export interface Cursor {
  /** Reads the text that was stored last; `null` or `undefined` if there is none. */
  get(): MaybePromise<string | null | undefined>;
  /** Stores a text in place of the last one. */
  set(value: string): MaybePromise<unknown>;
  /**
   * Stores a text if `expected` is the stored one (`undefined`: none is), in one
   * step, and returns whether it did. With a store that can do this, two
   * programs on one cursor are noticed before either overwrites the other's.
   */
  compareAndSet?(
    expected: string | undefined,
    value: string,
  ): MaybePromise<boolean>;
}
