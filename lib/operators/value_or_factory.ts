/** A value that is the same for each thing, or made of it. */
export type ValueOrFactory<T, V> = V | ((thing: T) => V);

/** The value for a thing. */
export function resolveValue<T, V extends string | object>(
  given: ValueOrFactory<T, V>,
  thing: T,
): V {
  return typeof given === "function" ? given(thing) : given;
}
