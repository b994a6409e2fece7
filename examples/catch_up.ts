import {
  commit,
  type Cursor,
  type Tail,
  type Timestamped,
} from "@rxgroupme/client";
import {
  asyncScheduler,
  BehaviorSubject,
  combineLatest,
  debounceTime,
  defer,
  endWith,
  filter,
  finalize,
  ignoreElements,
  type Observable,
  type ObservableInput,
  type SchedulerLike,
  takeUntil,
  tap,
} from "rxjs";

/** What is done about the messages of a tail, and for how long. */
export interface CatchUpOptions<M> {
  /** The one that the tail was given. */
  readonly cursor: Cursor;
  /** What must be done about a message before the cursor moves past it. */
  readonly work: (message: M) => ObservableInput<unknown>;
  /**
   * How long, in ms, nothing must come for it to be over. What GroupMe shows
   * late, up to 5 s, comes within it; with less it comes by the next run.
   *
   * @default {8_000}
   */
  readonly quiet?: number;
  /** The clock of `quiet`. */
  readonly scheduler?: SchedulerLike;
}

/**
 * Follows a tail for as long as there is something new, and completes: for what
 * a request, an alarm or a clock starts, and what shall not stay. Messages are
 * worked on in order, one at a time, and nothing more is read meanwhile.
 *
 * @returns Each message when its work is done and committed; or what the work,
 * or reading on, failed with.
 */
export function catchUp<M extends Timestamped>(
  tail: Tail<M>,
  options: CatchUpOptions<M>,
): Observable<M> {
  const { cursor, work, quiet = 8_000, scheduler = asyncScheduler } = options;
  return defer(() => {
    const atWork = new BehaviorSubject(0);
    const workOn = (message: M) =>
      defer(() => {
        atWork.next(atWork.value + 1);
        return work(message);
      }).pipe(
        ignoreElements(),
        endWith(message),
        commit(cursor),
        finalize(() => atWork.next(atWork.value - 1)),
      );
    const isOver = combineLatest({ status: tail.status$, atWork }).pipe(
      debounceTime(quiet, scheduler),
      filter(({ atWork }) => atWork === 0),
      tap(({ status }) => {
        if (status.error !== undefined) throw status.error;
      }),
      filter(({ status }) => status.state === "live"),
    );
    return tail.concatMap(workOn).pipe(takeUntil(isOver));
  });
}
