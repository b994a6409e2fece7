import { got, invalidArgument } from "../util/validate.ts";
import { oneOf } from "./one_of.ts";
import { operations } from "./operations.ts";
import type { Predicate } from "./criteria.ts";

/** Tells the things that are looked for from others. */
export class Filter<T> {
  /** What it looks for. */
  readonly tests: Predicate<T>;
  /** Does a thing pass? Needs no `this`, so that it can be handed on. */
  readonly passes: (thing: T) => boolean;

  /**
   * Makes a filter.
   *
   * @param tests Tests that all have to hold, or a function.
   * @throws {TypeError} With an operation that there is not, or with nothing to
   * compare to.
   */
  constructor(tests: Predicate<T>) {
    this.tests = tests;
    this.passes = predicateOf(tests);
  }

  /** The things that pass. */
  filter(things: Iterable<T>): readonly T[] {
    return [...things].filter(this.passes);
  }

  /**
   * The one thing that passes.
   *
   * @throws {NoMatchesError} When none does.
   * @throws {MultipleMatchesError} When more than one does; it has all of them.
   */
  find(things: Iterable<T>): T {
    const objects = [...things];
    return oneOf(objects, this.tests, objects.filter(this.passes));
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
 * @throws {TypeError} With an operation that there is not, or with nothing to
 * compare to.
 */
export function makeFilter<T>(tests: Predicate<T>): Filter<T> {
  return new Filter(tests);
}

function predicateOf<T>(tests: Predicate<T>): (thing: T) => boolean {
  if (typeof tests === "function") return tests;
  const checks = Object.entries(tests).map(([key, value]) => {
    const [, name = key, called = "eq"] = key.match(/^(.+)__(.+)$/) ?? [];
    const operation = Object.hasOwn(operations, called)
      ? operations[called]
      : undefined;
    if (!operation || value === undefined || value === null) {
      const names = Object.keys(operations).join(", ");
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
