import {
  catchError,
  defer,
  EMPTY,
  mergeMap,
  type Observable,
  type ObservableInput,
  type ObservedValueOf,
  type OperatorFunction,
} from "rxjs";

/** How an operator applies its command to each thing of a stream. */
export interface EachOptions<T, E = never> {
  /**
   * How many commands may run at the same time. One at a time keeps the order;
   * more than one emit as they come.
   *
   * @default {1}
   */
  concurrency?: number;
  /**
   * What follows on a command that fails: `"stop"` errors with what it failed
   * with; `"continue"` goes on with the next thing; a function is told of it,
   * and may give what to emit instead before the next thing has its turn.
   *
   * @default {"stop"}
   */
  onError?:
    | "stop"
    | "continue"
    | ((error: unknown, thing: T) => ObservableInput<E> | void);
}

/** What a command emits. */
export type Emitted<Command extends (...args: never[]) => Observable<unknown>> =
  ObservedValueOf<ReturnType<Command>>;

/** A stream that can wait for the work on its items: a pager, a tail. */
interface Paced<T> {
  concatMap<R>(work: (thing: T) => Observable<R>): Observable<R>;
}

/**
 * Applies a command to each thing of a stream. Unsubscribing stops the commands
 * that are running. Directly behind a pager or a tail, one at a time, it goes
 * at the pace of the commands: nothing further is listed before they are done.
 *
 * @throws {RangeError} With a `concurrency` below 1.
 */
export function each<T, R, E = never>(
  command: (thing: T) => Observable<R>,
  options: EachOptions<T, E> = {},
): OperatorFunction<T, R | E> {
  const { concurrency = 1, onError = "stop" } = options;
  if (!(concurrency >= 1)) {
    throw new RangeError(`Cannot use concurrency: ${concurrency} is below 1`);
  }
  const work = (thing: T): Observable<R | E> =>
    // A command that throws, for a text too long say, is one that fails.
    defer(() => command(thing)).pipe(catchError((error) => {
      if (onError === "stop") throw error;
      return (onError !== "continue" && onError(error, thing)) || EMPTY;
    }));
  return (source: Observable<T> & Partial<Paced<T>>) =>
    concurrency === 1 && source.concatMap
      ? source.concatMap(work)
      : source.pipe(mergeMap(work, concurrency));
}

/** A value that is the same for each thing, or made of it. */
export type ValueOrFactory<T, V> = V | ((thing: T) => V);

/** The value for a thing. */
export function resolveValue<T, V extends string | object>(
  given: ValueOrFactory<T, V>,
  thing: T,
): V {
  return typeof given === "function" ? given(thing) : given;
}
