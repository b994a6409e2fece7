import { got, invalidArgument } from "../util/validate.ts";
import { alike, type Operation, OPERATIONS } from "./operations.ts";
import type { Predicate } from "./criteria.ts";
import { MultipleMatchesError, NoMatchesError } from "../errors.ts";

/** Tells matching things from others. */
export class Filter<T> {
  /** The tests that a thing has to pass, or the function. */
  readonly predicate: Predicate<T>;
  /** Whether a thing passes. It needs no `this`, so that it can be passed on. */
  readonly passes: (thing: T) => boolean;
  /**
   * Whether a thing passes but for white space and Unicode's form of a text that
   * it is to be equal to: `"Cafe\u0301 "` fits `"Caf\u00e9"`.
   */
  readonly fits: (thing: T) => boolean;

  /**
   * Makes a filter.
   *
   * @param predicate Tests that all have to hold, or a function.
   * @throws {TypeError} With an unknown operation, or without a value to compare
   * to.
   */
  constructor(predicate: Predicate<T>) {
    this.predicate = predicate;
    this.passes = predicateOf(predicate);
    this.fits = predicateOf(predicate, { ...OPERATIONS, eq: alike });
  }

  /** The things that pass. */
  filter(things: Iterable<T>): readonly T[] {
    return [...things].filter(this.passes);
  }

  /**
   * Finds the one thing that passes; or, where none does, the one that fits.
   *
   * @throws {NoMatchesError} When there is none.
   * @throws {MultipleMatchesError} When there are several; it has all of them.
   */
  find(things: Iterable<T>): T {
    const objects = [...things];
    return this.oneOf(objects, objects.filter(this.fits));
  }

  /**
   * The one match among those that fit; one that passes goes first.
   *
   * @param objects All things, for the error.
   * @throws {NoMatchesError} When there is none.
   * @throws {MultipleMatchesError} When there are several.
   */
  oneOf(objects: readonly T[], fitting: readonly T[]): T {
    const passing = fitting.filter(this.passes);
    return oneOf(
      objects,
      this.predicate,
      passing.length > 0 ? passing : fitting,
    );
  }
}

/**
 * Makes a filter of tests, or of a function.
 *
 * @example The members whose nickname tells what they do
 * ```ts
 * import { Client, makeFilter, type Member } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * const isCook = makeFilter<Member>({ nickname__contains: "cook" });
 * client.groups.get("1234").subscribe(({ members }) => {
 *   for (const { nickname } of isCook.filter(members)) console.log(nickname);
 * });
 * ```
 * @throws {TypeError} With an unknown operation, or without a value to compare
 * to.
 */
export function makeFilter<T>(predicate: Predicate<T>): Filter<T> {
  return new Filter(predicate);
}

function predicateOf<T>(
  predicate: Predicate<T>,
  known: { readonly [name: string]: Operation } = OPERATIONS,
): (thing: T) => boolean {
  if (typeof predicate === "function") return predicate;
  const checks = Object.entries(predicate).map(([key, value]) => {
    const [, name = key, called = "eq"] = key.match(/^(.+)__(.+)$/) ?? [];
    const operation = Object.hasOwn(known, called) ? known[called] : undefined;
    if (!operation || value === undefined || value === null) {
      const names = Object.keys(OPERATIONS).join(", ");
      throw invalidArgument(
        key,
        operation
          ? `it must be compared to a value${got(value)}`
          : `it must end in one of ${names}${got(called)}`,
      );
    }
    return (thing: T) => {
      const attribute = thing[name as keyof T] ?? undefined;
      return attribute !== undefined && operation(attribute, value);
    };
  });
  return (thing) => checks.every((passes) => passes(thing));
}

/**
 * The only match.
 *
 * @throws {NoMatchesError} When there is none.
 * @throws {MultipleMatchesError} When there are more.
 */
function oneOf<T>(
  objects: readonly T[],
  tests: unknown,
  matches: readonly T[],
): T {
  if (matches.length > 1) {
    throw new MultipleMatchesError(objects, tests, matches);
  }
  if (matches.length === 0) throw new NoMatchesError(objects, tests);
  return matches[0] as T;
}
