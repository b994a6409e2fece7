/**
 * Encodes an id as one part of a path.
 *
 * @param isSecret Whether the error must not quote it, as with a bot's id.
 * @throws {TypeError} When it is empty, `.` or `..`, or holds half an emoji.
 */
export function pathId(id: string, name: string, isSecret = false): string {
  if (
    typeof id === "string" && id.trim() && !/^\.\.?$/.test(id) &&
    // encodeURIComponent() throws a URIError of its own for half a pair.
    !/\p{Surrogate}/u.test(id)
  ) return encodeURIComponent(id);
  throw invalidArgument(name, `it must be an id${isSecret ? "" : got(id)}`);
}

/**
 * The path of a group or a topic: `/groups/1234`.
 *
 * @throws {TypeError} As {@linkcode pathId}.
 */
export function groupPath(groupId: string): string {
  return `/groups/${pathId(groupId, "groupId")}`;
}

/**
 * Checks that a number is an integer within its bounds.
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
  const rule = most === Infinity
    ? `of ${least} or more`
    : `from ${least} to ${most}`;
  throw invalidArgument(
    name,
    `it must be an integer ${rule}${got(value)}`,
    RangeError,
  );
}

/**
 * Checks that a text is as long as it may be. White space at its ends does not
 * count, and an emoji counts as one character.
 *
 * @throws {TypeError} When it is not a string.
 * @throws {RangeError} When it is too short or too long.
 */
export function assertLength(
  text: string,
  least: number,
  most: number,
  name: string,
): string {
  if (typeof text !== "string") {
    throw invalidArgument(name, `it must be a string${got(text)}`);
  }
  assertInteger([...text.trim()].length, least, most, `${name}.length`);
  return text;
}

/**
 * Checks that a text is one, and not empty.
 *
 * @throws {TypeError} When it is not.
 */
export function assertText(text: unknown, name: string): void {
  if (typeof text === "string" && text.trim()) return;
  throw invalidArgument(name, `it must not be empty${got(text)}`);
}

/**
 * The name of the only option that is set, or `undefined` when none is.
 *
 * @throws {TypeError} When more than one is set.
 */
export function assertAtMostOne<Name extends string>(
  options: { readonly [name in Name]?: unknown },
): Name | undefined {
  const [name, second] = (Object.keys(options) as Name[]).filter((name) =>
    options[name] !== undefined
  );
  if (second) {
    throw invalidArgument(second, `it must not be given together with ${name}`);
  }
  return name;
}

/**
 * Checks that a date is a valid `Date`.
 *
 * @throws {TypeError} When it is not.
 */
export function validDate(date: Date | undefined, name: string): Date {
  // By its tag, as a Date of another realm is no instance of this one's.
  const isDate = Object.prototype.toString.call(date) === "[object Date]";
  if (date && isDate && !Number.isNaN(+date)) return date;
  throw invalidArgument(name, `it must be a valid Date${got(date)}`);
}

/** The longest delay that timers take, in ms: 24 days. */
export const MAX_TIMER_MS: number = 0x7fff_ffff;

/**
 * Checks that a delay is one that a timer takes: 1 to 2,147,483,647 ms.
 *
 * @throws {RangeError} When it is not.
 */
export function waitMs(ms: number, name: string): number {
  return assertInteger(ms, 1, MAX_TIMER_MS, name);
}

/**
 * Checks that an argument is a function.
 *
 * @throws {TypeError} When it is not.
 */
export function assertFunction(value: unknown, name: string): void {
  if (typeof value !== "function") {
    throw invalidArgument(name, `it must be a function${got(value)}`);
  }
}

/**
 * Checks that an argument, where there is one, is one of some values.
 *
 * @throws {TypeError} When it is another.
 */
export function assertOneOf(
  value: unknown,
  allowed: readonly unknown[],
  name: string,
): void {
  if (value === undefined || allowed.includes(value)) return;
  throw invalidArgument(
    name,
    `it must be one of ${allowed.join(", ")}${got(value)}`,
  );
}

/**
 * Checks that an argument, where there is one, is an object or one of some values.
 *
 * @throws {TypeError} When it is another.
 */
export function assertObjectOr(
  value: unknown,
  others: readonly unknown[],
  name: string,
): void {
  if (value === undefined || others.includes(value)) return;
  if (Object(value) === value) return;
  throw invalidArgument(
    name,
    `it must be an object or ${others.join(" or ")}${got(value)}`,
  );
}

/**
 * Checks that an argument, where there is one, has a method.
 *
 * @throws {TypeError} When it has not.
 */
export function assertMethod(
  value: unknown,
  method: string,
  name: string,
): void {
  if (value === undefined || typeof Object(value)[method] === "function") {
    return;
  }
  throw invalidArgument(
    name,
    `it must have the method ${method}()${got(value)}`,
  );
}

/**
 * Ends the rule of an argument with the value that broke it: `, got "abc"`. Not
 * for secrets.
 */
export function got(value: unknown): string {
  const text = typeof value === "string"
    ? JSON.stringify(value)
    : asText(value);
  // Whole characters, as half an emoji is no text.
  const characters = [...text];
  return `, got ${
    characters.length > 80 ? `${characters.slice(0, 80).join("")}...` : text
  }`;
}

/** A value as text; its type where it has none, as without a prototype. */
export function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

/**
 * Makes the error of an argument that cannot be used: `Cannot use 'limit': it
 * must be an integer from 1 to 200, got 0`.
 *
 * @param rule The rule of the argument, and the value unless it is a secret.
 */
export function invalidArgument(
  name: string,
  rule: string,
  Kind: new (message: string) => Error = TypeError,
): Error {
  return new Kind(`Cannot use '${name}': ${rule}`);
}
