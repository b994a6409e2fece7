import {
  defer,
  filter,
  map,
  type MonoTypeOperatorFunction,
  take,
  tap,
  toArray,
} from "rxjs";
import { makeFilter } from "../filters/filter.ts";
import { oneOf } from "../filters/one_of.ts";
import type { Predicate } from "../filters/criteria.ts";

/**
 * Finds the one thing that passes. It waits for the end of the stream, so that
 * it is known to be the only one; at a second one it fails at once, and
 * requests no more. (`makeFilter().find()` tells of all of a list.)
 *
 * @example One group by its name
 * ```ts
 * import { Client, findOne } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * client.groups.listAll().pipe(
 *   findOne({ name: "Family" }),
 * ).subscribe((group) => console.log(group.id));
 * ```
 * @param tests Tests that all have to hold, or a function.
 * @returns The thing, then completion; or a {@linkcode NoMatchesError}, or a
 * {@linkcode MultipleMatchesError} with the first two.
 * @throws {TypeError} With an operation that there is not, or with nothing to
 * compare to.
 */
export function findOne<T>(tests: Predicate<T>): MonoTypeOperatorFunction<T> {
  const { passes } = makeFilter(tests);
  return (source) =>
    defer(() => {
      const seen: T[] = [];
      return source.pipe(
        tap((thing) => seen.push(thing)),
        filter(passes),
        take(2),
        toArray(),
        map((matches) => oneOf(seen, tests, matches)),
      );
    });
}
