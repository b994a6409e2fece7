import {
  catchError,
  defer,
  filter,
  merge,
  NEVER,
  type Observable,
  tap,
} from "rxjs";
import type { TailStatus } from "../tail/status.ts";
import { tailOf } from "../tail/tail.ts";
import { tailOne } from "../tail/tail_one.ts";
import type { Context } from "./context.ts";
import type { TimelineMessage } from "./host.ts";
import { closedBy } from "./status.ts";
import type { TimelineStatus } from "./types.ts";

/** Follows the live end of the conversation, and tells how that goes. */
export function liveEnd<M extends TimelineMessage>(
  { host, options, store, polls, written$ }: Context<M>,
): Observable<unknown> {
  const { session } = host;

  function status(status: TimelineStatus): void {
    store.soon({ type: "status", status });
  }

  function show(now: TailStatus): void {
    const isOpening = store.state.from === undefined && !now.error &&
      now.state !== "live";
    status(
      isOpening
        ? { state: "loading", code: "opening", reason: "opening" }
        : now,
    );
  }

  return defer(() => {
    // Continues after the known end; without one, begins with the newest page.
    const full = { ...options.tail, since: polls.known };
    const run = tailOne(polls.tailed, full);
    const tail = tailOf(session, full, run, host.key);
    return merge(
      tail.status$.pipe(
        filter(({ code }) => code !== "notStarted" && code !== "stopped"),
        tap(show),
      ),
      tail.gaps$.pipe(tap(({ after, before }) => {
        polls.forget();
        store.soon({ type: "gap", after, before });
      })),
      tail.pipe(tap((message) => {
        store.soon(polls.delivered(message));
        written$.next(message.data);
      })),
    );
  }).pipe(
    catchError((error) => {
      status(closedBy(error));
      return NEVER;
    }),
  );
}
