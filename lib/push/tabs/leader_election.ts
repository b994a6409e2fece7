import {
  catchError,
  concat,
  defer,
  dematerialize,
  EMPTY,
  exhaustMap,
  filter,
  finalize,
  fromEventPattern,
  ignoreElements,
  interval,
  map,
  materialize,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  type ObservableNotification,
  race,
  retry,
  type SchedulerLike,
  startWith,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from "rxjs";
import { guid } from "../../util/guid.ts";
import type { Bayeux } from "../bayeux/client.ts";
import { holdLock, type Locks } from "./locks.ts";
import type { State } from "../bayeux/signal.ts";
import {
  deserializeError,
  type SerializedError,
  serializeError,
} from "./serialize_error.ts";

/** Takes a message of another tab. */
export type OnMessage = (event: { readonly data: unknown }) => void;

/** The part of a broadcast channel that is used here. */
export interface Channel {
  /** Sends something to the same channel of all other tabs. */
  postMessage(message: unknown): void;
  /** Begins to listen. */
  addEventListener(type: "message", listener: OnMessage): void;
  /** Ends to listen. */
  removeEventListener(type: "message", listener: OnMessage): void;
  /** Closes it. */
  close(): void;
}

/** The parts of a browser through which tabs meet. */
export interface TabEnvironment {
  /** Elects the leader. */
  readonly locks: Locks;
  /** Carries messages from tab to tab. */
  readonly BroadcastChannel: new (name: string) => Channel;
  /** The clock. */
  readonly scheduler: SchedulerLike;
}

/** A call of the leader's connection. */
export type TabCall =
  | { readonly method: "watch"; readonly channels: readonly string[] }
  | {
    readonly method: "publish";
    readonly channel: string;
    readonly data: unknown;
  };

/** Makes a call, in this tab or in the leader's. */
export type MakeCall = (call: TabCall) => Observable<unknown>;

type Notification =
  | { readonly kind: "N"; readonly value: unknown }
  | { readonly kind: "C" }
  | { readonly kind: "E"; readonly error: SerializedError };

/** A message from tab to tab. */
type TabMessage =
  /** The sender leads from now on. */
  | { readonly type: "lead" }
  /** Asks whether the leader runs; the answer to that. */
  | { readonly type: "ping" | "pong" }
  | {
    readonly type: "open";
    readonly id: string;
    readonly tab: string;
    readonly call: TabCall;
  }
  | { readonly type: "close"; readonly id: string }
  | {
    readonly type: "notification";
    readonly id: string;
    readonly notification: Notification;
  };

/** How often a tab asks whether the leader runs, in ms. */
const PING_EVERY_MS = 20_000;
/** How long a leader may take to answer, in ms; a frozen tab never does. */
const PONG_TIMEOUT_MS = 10_000;

/**
 * Joins the other tabs of a name. Emits what makes calls: at first whoever
 * leads, and again whenever another tab does, be it this one, with its own
 * connection. A tab takes the lead when the leader closes or dies, and when it
 * does not answer, since browsers freeze hidden tabs.
 *
 * @param onState Called with the state of another tab's connection.
 */
export function electLeader(
  name: string,
  own: Bayeux,
  { locks, BroadcastChannel, scheduler }: TabEnvironment,
  onState: (state: State) => void,
): Observable<MakeCall> {
  const local: MakeCall = (call) =>
    call.method === "watch"
      ? own.watch(call.channels)
      : own.publish(call.channel, call.data);

  return defer(() => {
    const self = guid();
    const channel = new BroadcastChannel(name);
    const messages = fromEventPattern<Parameters<OnMessage>[0]>(
      (listener) => channel.addEventListener("message", listener),
      (listener) => channel.removeEventListener("message", listener),
    ).pipe(map(({ data }) => data as TabMessage));
    let isOpen = true;
    let count = 0;
    let last: string | undefined;

    /** However many watch here, it is one connection. */
    function reportOnce(it: unknown): void {
      const state = it as State;
      const now = state.type === "down" ? state.reason : state.type;
      if (now === last || state.type !== "down" && state.type !== "up") return;
      last = now;
      onState(state);
    }

    function post(message: TabMessage): void {
      if (isOpen) channel.postMessage(message);
    }

    const posting = (message: TabMessage): Observable<never> =>
      defer(() => {
        post(message);
        return EMPTY;
      });

    const remote: MakeCall = (call) =>
      defer(() => {
        const id = `${self} ${++count}`;
        return merge(
          messages.pipe(
            filter((it) => it.type === "notification"),
            filter((it) => it.id === id),
            map(({ notification }) => deserialize(notification)),
            dematerialize(),
            tap(reportOnce),
          ),
          posting({ type: "open", id, tab: self, call }),
        ).pipe(finalize(() => post({ type: "close", id })));
      });

    const answers = messages.pipe(
      filter((it) => it.type === "open"),
      mergeMap(({ id, tab, call }) =>
        local(call).pipe(
          materialize(),
          map((it): TabMessage => {
            return { type: "notification", id, notification: serialize(it) };
          }),
          takeUntil(merge(
            messages.pipe(filter((it) => it.type === "close" && it.id === id)),
            // A tab that dies sends nothing.
            holdLock(locks, lockOf(name, tab)),
          )),
        )
      ),
    );
    const pongs = messages.pipe(
      filter(({ type }) => type === "ping"),
      map((): TabMessage => ({ type: "pong" })),
    );
    const leading = merge(answers, pongs).pipe(
      startWith<TabMessage>({ type: "lead" }),
      tap(post),
      ignoreElements(),
    );

    /** Another tab has taken the lead. */
    const others = messages.pipe(filter(({ type }) => type === "lead"));
    // Its word may come before the loss of the lock; or late, of a tab that is
    // gone. Either way the lock decides once more.
    const robbed = others.pipe(switchMap(() => throwError(() => ROBBED)));
    // Only the leader sends these.
    const signsOfLife = messages.pipe(
      filter(({ type }) => ["lead", "pong", "notification"].includes(type)),
    );
    const silence = interval(PING_EVERY_MS, scheduler).pipe(
      exhaustMap(() =>
        merge(timer(PONG_TIMEOUT_MS, scheduler), posting({ type: "ping" }))
          .pipe(takeUntil(signsOfLife))
      ),
    );
    const elected = race(
      holdLock(locks, name),
      // Once: it is itself the leader then.
      silence.pipe(take(1), switchMap(() => holdLock(locks, name, true))),
    );

    const calls = merge(
      others.pipe(map(() => remote)),
      elected.pipe(
        switchMap(() => {
          // From now on the own connection reports.
          last = undefined;
          return merge([local], leading, robbed);
        }),
        startWith(remote),
        // Another tab took the lead while this one was frozen.
        retry({
          delay: (error) => isStolen(error) ? [0] : throwError(() => error),
        }),
      ),
    );
    // Before the first message, so that the others can see it die.
    return holdLock(locks, lockOf(name, self)).pipe(
      switchMap(() => calls),
      finalize(() => {
        isOpen = false;
        channel.close();
        if (last) onState({ type: "down", reason: "stopped" });
      }),
    );
    // Where locks or channels are denied each tab has its own connection.
  }).pipe(catchError(() => concat([local], NEVER)));
}

function lockOf(name: string, tab: string): string {
  return `${name} ${tab}`;
}

/** As the loss of a lock is told. */
const ROBBED = { name: "AbortError" };

function isStolen(error: unknown): boolean {
  return (error as Partial<Error> | undefined)?.name === "AbortError";
}

function serialize(it: ObservableNotification<unknown>): Notification {
  if (it.kind === "E") return { kind: "E", error: serializeError(it.error) };
  return it.kind === "N"
    ? { kind: "N", value: mapError(it.value, serializeError) }
    : { kind: "C" };
}

function deserialize(it: Notification): ObservableNotification<unknown> {
  if (it.kind === "E") {
    return { kind: "E", error: deserializeError(it.error) };
  }
  return it.kind === "N"
    ? { kind: "N", value: mapError(it.value, deserializeError) }
    : it;
}

/** Converts the error of a state that has one. */
function mapError<E>(value: unknown, convert: (error: E) => unknown): unknown {
  const { error } = value as { error?: E };
  return error === undefined
    ? value
    : { ...value as State, error: convert(error) };
}
