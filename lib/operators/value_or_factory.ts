/** A value that is the same for each thing, or made of it. */
export type Given<T, V> = V | ((thing: T) => V);

/** The value for a thing. */
export function valueFor<T, V extends string | object>(
  given: Given<T, V>,
  thing: T,
): V {
  return typeof given === "function" ? given(thing) : given;
}
