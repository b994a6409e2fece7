import {
  asyncScheduler,
  defer,
  endWith,
  filter,
  finalize,
  ignoreElements,
  merge,
  type Observable,
  type ObservableInput,
  type SchedulerLike,
  Subject,
  switchMap,
  takeUntil,
  tap,
  timer,
} from "rxjs";
import type { Cursor } from "../cursors/cursor.ts";
import type { Tail } from "../tail/tail.ts";
import type { TailStatus } from "../tail/status.ts";
import { waitMs } from "../util/validate.ts";
import { commit } from "./commit.ts";

/** The options of {@linkcode catchUp}. */
export interface CatchUpOptions<M> {
  /** The cursor that the tail was given. */
  readonly cursor: Cursor;
  /**
   * Handles a message, and is done when it completes: the cursor then moves past
   * the message.
   */
  readonly handle: (message: M) => ObservableInput<unknown>;
  /**
   * How long nothing must come until it completes, in ms, from 1 to
   * 2,147,483,647. A message that GroupMe shows late, up to 5 s, comes within it;
   * with less it comes in the next run.
   *
   * @default {8_000}
   */
  readonly quiet?: number | undefined;
  /**
   * The clock of `quiet`.
   *
   * @default {asyncScheduler}
   */
  readonly scheduler?: SchedulerLike | undefined;
}

/**
 * Follows a tail while there is something new, then completes: for programs that
 * a request, an alarm or a clock starts, and that do not stay. Messages are
 * handled in order, one at a time, and nothing further is read meanwhile.
 *
 * @returns Emits each message once it is handled and committed. Errors with what
 * `handle` or reading on fails with.
 * @throws {RangeError} When `quiet` is out of range.
 *
 * @example One run of a relay
 * ```ts
 * import { catchUp, Client } from "@rxgroupme/client";
 * import { memoryCursor } from "@rxgroupme/client/cursors/memory";
 *
 * const client = Client.fromToken("...");
 * const cursor = memoryCursor();
 * const tail = client.groups.messages("1234").tail({ cursor });
 * catchUp(tail, {
 *   cursor,
 *   handle: ({ text }) => fetch(`https://relay.example/?text=${text}`),
 *   quiet: 20_000,
 * }).subscribe({ complete: () => console.log("done") });
 * ```
 */
export function catchUp<M extends { readonly id: string }>(
  tail: Tail<M>,
  options: CatchUpOptions<M>,
): Observable<M> {
  const { cursor, handle, quiet = 8_000, scheduler = asyncScheduler } = options;
  waitMs(quiet, "quiet");
  return defer(() => {
    let inFlight = 0;
    let last: TailStatus | undefined;
    // A subject, since the end of a handler is an event that no source has.
    const handled = new Subject<void>();
    const handling = (message: M) =>
      defer(() => {
        inFlight++;
        return handle(message);
      }).pipe(
        ignoreElements(),
        endWith(message),
        commit(cursor),
        finalize(() => {
          inFlight--;
          handled.next();
        }),
      );
    const over = merge(
      tail.status$.pipe(tap((status) => last = status)),
      handled,
    ).pipe(
      switchMap(() => timer(quiet, scheduler)),
      filter(() => inFlight === 0),
      tap(() => {
        if (last?.error !== undefined) throw last.error;
      }),
      filter(() => last?.state === "live"),
    );
    return tail.concatMap(handling).pipe(takeUntil(over));
  });
}
