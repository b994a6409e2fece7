/**
 * The names and the behaviour of `@std/assert` 1, for where its registry cannot
 * be reached: `tests/import_map.json` puts this file in its place.
 *
 * @module
 */

import { AssertionError as NodeAssertionError } from "node:assert";
import { inspect } from "node:util";
import { equal } from "./equal.ts";
import { common } from "./object_match.ts";

export { equal };

/** What every assertion of this module throws. */
export class AssertionError extends Error {
  override readonly name: string = "AssertionError";

  /** Makes the error of an assertion that does not hold. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** What {@linkcode assertFalse} lets through. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

/** A class, an abstract one too, whatever its constructor takes. */
export type Class<T> = abstract new (...args: never[]) => T;

/** Asserts that `expr` is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/** Asserts that `expr` is falsy. */
export function assertFalse(expr: unknown, msg = ""): asserts expr is Falsy {
  if (expr) throw new AssertionError(msg);
}

/** Asserts that `actual` and `expected` are equal in depth. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  const difference = diff(actual, expected);
  refuse(`Values are not equal${suffix(msg)}\n${difference}`);
}

/** Asserts that `actual` and `expected` are not equal in depth. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  const [a, b] = [show(actual), show(expected)];
  refuse(`Expected actual: ${a} not to be: ${b}${suffix(msg)}`);
}

/** Asserts that `actual` and `expected` are the same, as `Object.is` says. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const difference = diff(actual, expected);
  if (show(actual) !== show(expected)) {
    refuse(`Values are not strictly equal${suffix(msg)}\n${difference}`);
  }
  refuse(
    "Values have the same structure but are not reference-equal" +
      `${suffix(msg)}\n\n${show(actual)}\n`,
  );
}

/** Asserts that `actual` and `expected` are not the same. */
export function assertNotStrictEquals<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (!Object.is(actual, expected)) return;
  refuse(
    `Expected "actual" to not be strictly equal to: ${show(actual)}` +
      `${suffix(msg)}\n`,
  );
}

/** Asserts that two numbers are as close as `tolerance`, or as 1e-7 parts. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance: number = isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7,
  msg?: string,
): void {
  const delta = Math.abs(expected - actual);
  if (Object.is(actual, expected) || delta <= tolerance) return;
  const [a, b, d, t] = [actual, expected, delta, tolerance].map((n) =>
    Number.isInteger(n) ? `${n}` : n.toExponential()
  );
  refuse(
    `Expected actual: "${a}" to be close to "${b}": ` +
      `delta "${d}" is greater than "${t}"${suffix(msg)}`,
  );
}

/** Asserts that `actual` is greater than `expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (actual > expected) return;
  refuse(msg ?? `Expect ${show(actual)} > ${show(expected)}`);
}

/** Asserts that `actual` is greater than `expected`, or equal to it. */
export function assertGreaterOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (actual >= expected) return;
  refuse(msg ?? `Expect ${show(actual)} >= ${show(expected)}`);
}

/** Asserts that `actual` is less than `expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (actual < expected) return;
  refuse(msg ?? `Expect ${show(actual)} < ${show(expected)}`);
}

/** Asserts that `actual` is less than `expected`, or equal to it. */
export function assertLessOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (actual <= expected) return;
  refuse(msg ?? `Expect ${show(actual)} <= ${show(expected)}`);
}

/** Asserts that `actual` is neither null nor undefined. */
export function assertExists<T>(
  actual: T,
  msg?: string,
): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  refuse(
    `Expected actual: "${actual}" to not be null or undefined${suffix(msg)}`,
  );
}

/** Asserts that `actual` is an instance of `expectedType`. */
export function assertInstanceOf<T>(
  actual: unknown,
  expectedType: Class<T>,
  msg?: string,
): asserts actual is T {
  if (actual instanceof expectedType) return;
  const expected = expectedType.name;
  const found = typeof actual === "object" && actual !== null
    ? actual.constructor?.name ?? "Object"
    : actual === null
    ? "null"
    : typeof actual;
  const but = found === expected
    ? ""
    : found === "function"
    ? " but was not an instanced object"
    : ` but was "${found}"`;
  refuse(
    `Expected object to be an instance of "${expected}"${but}${suffix(msg)}`,
  );
}

/** Asserts that `actual` is no instance of `unexpectedType`. */
export function assertNotInstanceOf<A, T>(
  actual: A,
  unexpectedType: Class<T>,
  msg?: string,
): asserts actual is Exclude<A, T> {
  if (!(actual instanceof unexpectedType)) return;
  refuse(
    `Expected object to not be an instance of "${typeof unexpectedType}"` +
      suffix(msg),
  );
}

/** Asserts that a string contains another. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  if (actual.includes(expected)) return;
  refuse(
    `Expected actual: "${actual}" to contain: "${expected}"${suffix(msg)}`,
  );
}

/** Asserts that an array holds all items of another, in whatever order. */
export function assertArrayIncludes<T>(
  actual: ArrayLike<T> & object,
  expected: ArrayLike<T> & object,
  msg?: string,
): void {
  const items = Array.from(actual);
  const missing = Array.from(expected)
    .filter((item) => !items.some((other) => equal(item, other)));
  if (missing.length === 0) return;
  refuse(
    `Expected actual: "${show(actual)}" to include: "${show(expected)}"` +
      `${suffix(msg)}\nmissing: ${show(missing)}`,
  );
}

/** Asserts that `expected` is a part of `actual`, in depth. */
export function assertObjectMatch(
  actual: object,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  const part = common(actual as Record<PropertyKey, unknown>, expected);
  // Cut by itself, it has lost its classes too.
  assertEquals(part, common(expected, expected), msg);
}

/** Asserts that a string matches. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (expected.test(actual)) return;
  refuse(`Expected actual: "${actual}" to match: "${expected}"${suffix(msg)}`);
}

/** Asserts that a string does not match. */
export function assertNotMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (!expected.test(actual)) return;
  refuse(
    `Expected actual: "${actual}" to not match: "${expected}"${suffix(msg)}`,
  );
}

/** Asserts the class and a part of the message of an error. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: Class<E>,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    refuse(`Expected "error" to be an Error object${suffix(msg)}`);
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    refuse(
      `Expected error to be instance of "${ErrorClass.name}", ` +
        `but was "${error.constructor?.name}"${suffix(msg)}`,
    );
  }
  if (!msgMatches) return;
  const plain = unstyled(error.message);
  const isString = typeof msgMatches === "string";
  if (
    isString ? plain.includes(unstyled(msgMatches)) : msgMatches.test(plain)
  ) {
    return;
  }
  refuse(
    `Expected error message to include ${
      isString ? JSON.stringify(msgMatches) : msgMatches
    }, but got ${JSON.stringify(error.message)}${suffix(msg)}`,
  );
}

/** Asserts that `fn` throws, and returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Asserts that `fn` throws an error of a class, with a part of its message. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: Class<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  classOrMsg?: Class<E> | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const says = typeof classOrMsg === "string" ? classOrMsg : msg;
  try {
    fn();
  } catch (error) {
    return checked("thrown", error, classOrMsg, msgIncludes, says);
  }
  refuse(`Expected function to throw${suffix(says)}`);
}

/** Asserts that the promise of `fn` rejects, and resolves with its error. */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/** Asserts that it rejects with an error of a class, with a part of its message. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: Class<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: Class<E> | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const says = typeof classOrMsg === "string" ? classOrMsg : msg;
  const promise = promiseOf(fn);
  if (!promise) {
    refuse(`Function throws when expected to reject${suffix(says)}`);
  }
  try {
    await promise;
  } catch (error) {
    return checked("rejected", error, classOrMsg, msgIncludes, says);
  }
  refuse(`Expected function to reject${suffix(says)}`);
}

/** Fails. */
export function fail(msg?: string): never {
  refuse(`Failed assertion${suffix(msg)}`);
}

/** Marks what is yet to be written: fails. */
export function unimplemented(msg?: string): never {
  refuse(`Unimplemented${suffix(msg)}`);
}

/** Marks what cannot be reached: fails. */
export function unreachable(msg?: string): never {
  refuse(`Unreachable${suffix(msg)}`);
}

function refuse(message: string): never {
  throw new AssertionError(message);
}

function suffix(msg: string | undefined): string {
  return msg ? `: ${msg}` : ".";
}

function show(value: unknown): string {
  return inspect(value, { depth: Infinity, sorted: true });
}

/** The difference, line by line, as Node.js draws it. */
function diff(actual: unknown, expected: unknown): string {
  const operator = "deepStrictEqual";
  const { message } = new NodeAssertionError({ actual, expected, operator });
  return message.slice(message.indexOf("\n") + 1);
}

function unstyled(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\x1b\[[\d;]*m/g, "");
}

function checked<E extends Error>(
  how: "thrown" | "rejected",
  error: unknown,
  classOrMsg: Class<E> | string | undefined,
  msgIncludes: string | undefined,
  msg: string | undefined,
): unknown {
  if (classOrMsg === undefined || typeof classOrMsg === "string") return error;
  if (!(error instanceof Error)) {
    refuse(`A non-Error object was ${how}${suffix(msg)}`);
  }
  assertIsError(error, classOrMsg, msgIncludes, msg);
  return error;
}

function promiseOf(
  fn: () => PromiseLike<unknown>,
): PromiseLike<unknown> | undefined {
  try {
    const promise = fn();
    return typeof promise?.then === "function" ? promise : undefined;
  } catch {
    return undefined;
  }
}
