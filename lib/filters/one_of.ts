import { MultipleMatchesError, NoMatchesError } from "../errors.ts";

/**
 * The only match.
 *
 * @throws {NoMatchesError} When there is none.
 * @throws {MultipleMatchesError} When there are more.
 */
export function oneOf<T>(
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
