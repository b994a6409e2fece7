/**
 * A part of a path: an id, made safe.
 *
 * @throws {TypeError} When it is no id.
 */
export function pathId(id: string, name: string): string {
  if (typeof id === "string" && id.trim()) return encodeURIComponent(id);
  throw invalidArgument(name, "it is no id");
}

/**
 * A number within its bounds.
 *
 * @throws {RangeError} When it is not.
 */
export function assertInteger(
  value: number,
  least: number,
  most: number,
  name: string,
): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalidArgument(
    name,
    `${value} is not from ${least} to ${most}`,
    RangeError,
  );
}

/**
 * A text whose length is within its bounds, spaces at its ends aside. It is
 * counted in characters, not in UTF-16 units, so that none is refused for
 * being an emoji.
 *
 * @throws {TypeError} When it is no text.
 * @throws {RangeError} When it is too short or too long.
 */
export function assertLength(
  text: string,
  least: number,
  most: number,
  name: string,
): string {
  if (typeof text !== "string") throw invalidArgument(name, "it is no text");
  assertInteger([...text.trim()].length, least, most, `the length of ${name}`);
  return text;
}

/**
 * The name of the one option that is given, if there is one.
 *
 * @throws {TypeError} When two are.
 */
export function assertAtMostOne<Name extends string>(
  options: { readonly [name in Name]?: unknown },
): Name | undefined {
  const [name, second] = (Object.keys(options) as Name[]).filter((name) =>
    options[name] !== undefined
  );
  if (second) throw invalidArgument(second, `${name} is given too`);
  return name;
}

/**
 * A date that is one.
 *
 * @throws {TypeError} When it is none, or an invalid one.
 */
export function validDate(date: Date | undefined, name: string): Date {
  if (date instanceof Date && !Number.isNaN(+date)) return date;
  throw invalidArgument(name, "it is no valid Date");
}

/** The longest wait that timers can do, in ms: 24 days. */
export const MAX_TIMER_MS: number = 0x7fff_ffff;

/**
 * A wait in ms that a timer can do.
 *
 * @throws {RangeError} When it is none.
 */
export function waitMs(ms: number, name: string): number {
  return assertInteger(ms, 1, MAX_TIMER_MS, name);
}

/** The error of an argument that cannot be used. */
export function invalidArgument(
  name: string,
  why: string,
  Kind: new (message: string) => Error = TypeError,
): Error {
  return new Kind(`Cannot use ${name}: ${why}`);
}
