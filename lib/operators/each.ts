import {
  BehaviorSubject,
  catchError,
  concat,
  defer,
  EMPTY,
  finalize,
  identity,
  ignoreElements,
  mergeMap,
  type Observable,
  type ObservableInput,
  type OperatorFunction,
  takeWhile,
  tap,
} from "rxjs";
import { currentWork, subscribedWith } from "../paging/page_work.ts";
import { assertFunction, got, invalidArgument } from "../util/validate.ts";

/** How an operator applies its command to each thing of a stream. */
export interface EachOptions<T, E = never> {
  /**
   * Commands that may run at the same time, 1 or more. One at a time keeps the
   * order; with more, results are emitted as they come.
   *
   * @default {1}
   */
  concurrency?: number | undefined;
  /**
   * Handling of a command that fails: `"stop"` errors with its error;
   * `"continue"` goes on with the next thing; a function is called with the
   * error and the thing, and may return a stream to emit instead, before the
   * next thing has its turn.
   *
   * @default {"stop"}
   */
  onError?:
    | "stop"
    | "continue"
    | ((error: unknown, thing: T) => ObservableInput<E> | void)
    | undefined;
}

/**
 * Applies a command to each thing of a stream. Unsubscribing stops the commands
 * that are running.
 *
 * A pager or a tail at the beginning of the pipe goes at the pace of the
 * commands: it requests its next page once fewer than `concurrency` of them are
 * left to do, whichever operators stand in between, as long as they pass things
 * on at once (`filter`, `map`, `take`, ...).
 *
 * @throws {RangeError} With a `concurrency` below 1.
 * @throws {TypeError} With another `onError` than those.
 */
export function each<T, R, E = never>(
  command: (thing: T) => Observable<R>,
  options: EachOptions<T, E> = {},
): OperatorFunction<T, R | E> {
  const { concurrency = 1, onError = "stop" } = options;
  if (!(concurrency >= 1)) {
    throw invalidArgument(
      "concurrency",
      `it must be 1 or more${got(concurrency)}`,
      RangeError,
    );
  }
  if (onError !== "stop" && onError !== "continue") {
    assertFunction(onError, "onError");
  }
  const run = (thing: T): Observable<R | E> =>
    // A command that throws, for a text too long say, is one that fails.
    defer(() => command(thing)).pipe(catchError((error) => {
      if (onError === "stop") throw error;
      return (onError !== "continue" && onError(error, thing)) || EMPTY;
    }));
  return (source) =>
    defer(() => {
      // A Subject, as the count goes against the stream.
      const pending = new BehaviorSubject(0);
      const isReady = pending.pipe(
        takeWhile((count) => count >= concurrency),
        ignoreElements(),
      );
      const outer = currentWork();
      return subscribedWith((page) => concat(outer(page), isReady), source)
        .pipe(
          tap(() => pending.next(pending.value + 1)),
          mergeMap((thing) =>
            // A pager in it is none of the pipe's.
            subscribedWith(identity, run(thing)).pipe(
              finalize(() => pending.next(pending.value - 1)),
            ), concurrency),
        );
    });
}

/** A value for all things, or a function that makes it for each. */
export type ValueOrFactory<T, V> = V | ((thing: T) => V);

/** The value for a thing. */
export function resolveValue<T, V extends string | object>(
  given: ValueOrFactory<T, V>,
  thing: T,
): V {
  return typeof given === "function" ? given(thing) : given;
}
