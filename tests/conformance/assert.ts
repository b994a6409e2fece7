/**
 * As much of `@std/assert` as the cases need, of nothing that a runtime might
 * lack.
 *
 * @module
 */

import { lastValueFrom, type Observable, toArray } from "rxjs";
import { equal } from "../support/equal.ts";

type Class<E> = abstract new (...args: never[]) => E;

/** Asserts that something holds. */
export function assert(holds: unknown, message: string): asserts holds {
  if (!holds) throw new Error(message);
}

/** Asserts that two values are equal in depth. */
export function assertEquals<T>(actual: T, expected: T): void {
  if (equal(actual, expected)) return;
  const [is, not] = [actual, expected].map((it) => JSON.stringify(it));
  throw new Error(`It is ${is}, not ${not}`);
}

/** Asserts that a call throws an error of this class, and nothing more general. */
export function assertThrows<E extends Error>(
  call: () => unknown,
  Kind: Class<E>,
): E {
  try {
    call();
  } catch (error) {
    return assertKind(error, Kind);
  }
  throw new Error(`It does not throw ${Kind.name}`);
}

/** Asserts that a stream errors with this class; it may emit before. */
export async function assertErrors<E extends Error>(
  stream: Observable<unknown>,
  Kind: Class<E>,
): Promise<E> {
  try {
    await all(stream);
  } catch (error) {
    return assertKind(error, Kind);
  }
  throw new Error(`It completes without ${Kind.name}`);
}

function assertKind<E extends Error>(error: unknown, Kind: Class<E>): E {
  assert(error instanceof Error, `It is no error: ${error}`);
  if (error.constructor === Kind) return error as E;
  throw new Error(`It is ${error}, and no ${Kind.name}`, { cause: error });
}

/** All that a stream emits until it completes. */
export function all<T>(stream: Observable<T>): Promise<T[]> {
  return lastValueFrom(stream.pipe(toArray()));
}

/** The one thing that a stream emits before it completes. */
export async function one<T>(stream: Observable<T>): Promise<T> {
  const items = await all(stream);
  assert(items.length === 1, `It emits ${items.length} times, not once`);
  return items[0] as T;
}

/** More than whatever is waited for needs, in ms. */
const LIMIT = 60_000;

/** Waits until something holds that is decided elsewhere, and not for ever. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = Date.now() + LIMIT;
  while (!await holds()) {
    if (Date.now() > end) throw new Error(`Not within ${LIMIT} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
