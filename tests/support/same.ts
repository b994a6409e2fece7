/** `true` where the two are the same type. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends
  (<T>() => T extends B ? 1 : 2) ? true : false;

/** Compiles only where `T` is `true`: it needs no running. */
export function same<T extends true>(): void {
  void (0 as unknown as T);
}
