import {
  defer,
  filter,
  map,
  type MonoTypeOperatorFunction,
  takeWhile,
  tap,
  toArray,
} from "rxjs";
import { makeFilter } from "../filters/filter.ts";
import type { Predicate } from "../filters/criteria.ts";

/**
 * Finds the one thing that passes; or, where none does, the one that fits but
 * for white space and Unicode's form of a text. It waits for the end of the
 * stream, so that it is known to be the only one; at a second one that passes it
 * fails at once, and requests no more. (`makeFilter().find()` tells of all of a
 * list.)
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
 * @param predicate Tests that all have to hold, or a function.
 * @returns The thing, then completion; or a {@linkcode NoMatchesError}, or a
 * {@linkcode MultipleMatchesError} with the first two.
 * @throws {TypeError} With an unknown operation, or without a value to compare
 * to.
 */
export function findOne<T>(
  predicate: Predicate<T>,
): MonoTypeOperatorFunction<T> {
  const criteria = makeFilter(predicate);
  return (source) =>
    defer(() => {
      const objects: T[] = [];
      let passing = 0;
      return source.pipe(
        tap((thing) => objects.push(thing)),
        filter(criteria.fits),
        takeWhile((thing) => !criteria.passes(thing) || ++passing < 2, true),
        toArray(),
        map((fitting) => criteria.oneOf(objects, fitting)),
      );
    });
}
