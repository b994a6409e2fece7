import {
  asyncScheduler,
  defer,
  filter,
  ignoreElements,
  map,
  type Observable,
  scan,
  takeUntil,
  tap,
  throttle,
  timer,
} from "rxjs";
import type { Client } from "../client.ts";
import type { Activity } from "../transport/activity.ts";
import {
  type ConnectOptions,
  type Context,
  openConnection,
} from "./connection.ts";
import { alongside } from "../util/alongside.ts";
import { interruption, type Io } from "./io.ts";
import { timeSpan } from "./quantities.ts";
import type { Screen } from "./screen.ts";

/** Shorter pauses are not worth a note, in ms. */
const NOTABLE = 2_000;

type Wait = Extract<Activity, { type: "wait" }>;

/** Runs a command that talks to GroupMe, until it or the user ends it. */
export function online(
  io: Io,
  screen: Screen,
  options: ConnectOptions,
  command: (context: Context) => Observable<unknown>,
): Observable<unknown> {
  return defer(() => {
    const connection = openConnection(io, options);
    const pauses = pausesOf(connection.client, io).pipe(
      tap((ms) =>
        screen.note(`GroupMe limits requests: waiting ${timeSpan(ms)}`)
      ),
      ignoreElements(),
    );
    return command({ ...connection, screen, io }).pipe(
      takeUntil(interruption(io)),
      alongside(pauses),
    );
  });
}

/** How many requests a client has sent since this is subscribed to, at each. */
export function requestCounts({ activity$ }: Client): Observable<number> {
  return activity$.pipe(
    filter(({ type }) => type === "attempt"),
    scan((count) => count + 1, 0),
  );
}

/** How long GroupMe wants to be left alone, once for each time. */
function pausesOf({ activity$ }: Client, io: Io): Observable<number> {
  const { scheduler = asyncScheduler } = io;
  return activity$.pipe(
    filter((activity): activity is Wait => activity.type === "wait"),
    filter(({ reason, delay }) => reason === "rateLimited" && delay >= NOTABLE),
    map(({ delay }) => delay),
    throttle((ms) => timer(ms, scheduler)),
  );
}
