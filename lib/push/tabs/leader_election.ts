import {
  catchError,
  concat,
  defer,
  dematerialize,
  filter,
  finalize,
  fromEventPattern,
  ignoreElements,
  map,
  materialize,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  type ObservableNotification,
  startWith,
  switchMap,
  takeUntil,
  tap,
} from "rxjs";
import type { Bayeux } from "../bayeux/client.ts";
import { hold, type Locks } from "./locks.ts";
import type { State } from "../bayeux/signal.ts";
import { fromPlain, type PlainError, toPlain } from "./serialize_error.ts";

/** Takes what other tabs send. */
export type OnMessage = (event: { readonly data: unknown }) => void;

/** What a broadcast channel is used for here. */
export interface Channel {
  /** Sends something to the same channel of all other tabs. */
  postMessage(message: unknown): void;
  /** Begins to listen. */
  addEventListener(type: "message", listener: OnMessage): void;
  /** Ends to listen. */
  removeEventListener(type: "message", listener: OnMessage): void;
  /** Ends it. */
  close(): void;
}

/** Where tabs meet. */
export interface Meeting {
  /** Tells who leads. */
  readonly locks: Locks;
  /** Carries what the leading tab receives to the others. */
  readonly BroadcastChannel: new (name: string) => Channel;
}

/** What is asked of whoever leads. */
export type Call =
  | { readonly method: "watch"; readonly channels: readonly string[] }
  | {
    readonly method: "publish";
    readonly channel: string;
    readonly data: unknown;
  };

/** Gets a call answered, here or in another tab. */
export type Answering = (call: Call) => Observable<unknown>;

type Told =
  | Exclude<ObservableNotification<unknown>, { kind: "E" }>
  | { readonly kind: "E"; readonly error: PlainError };

/** What tabs say to each other. */
type Word =
  | { readonly type: "lead" }
  | {
    readonly type: "open";
    readonly id: string;
    readonly tab: string;
    readonly call: Call;
  }
  | { readonly type: "close"; readonly id: string }
  | { readonly type: "told"; readonly id: string; readonly told: Told };

/**
 * Joins the other tabs of a name. Emits who answers: at first whoever leads,
 * and again whenever another one does, be it this tab, with its own connection.
 *
 * @param tell Called with the state of another tab's connection.
 */
export function joinTabs(
  name: string,
  own: Bayeux,
  { locks, BroadcastChannel }: Meeting,
  tell: (state: State) => void,
): Observable<Answering> {
  return defer(() => {
    const self = crypto.randomUUID();
    const channel = new BroadcastChannel(name);
    const words = fromEventPattern<Parameters<OnMessage>[0]>(
      (listener) => channel.addEventListener("message", listener),
      (listener) => channel.removeEventListener("message", listener),
    ).pipe(map(({ data }) => data as Word));
    let isOpen = true;
    let count = 0;
    let last: string | undefined;

    /** However many watch here, it is one connection. */
    function tellOnce(it: unknown): void {
      const state = it as State;
      const now = state.type === "down" ? state.reason : state.type;
      if (now === last || state.type !== "down" && state.type !== "up") return;
      last = now;
      tell(state);
    }

    function say(word: Word): void {
      if (isOpen) channel.postMessage(word);
    }

    const ask: Answering = (call) =>
      defer(() => {
        const id = `${self} ${++count}`;
        return merge(
          words.pipe(
            filter((it) => it.type === "told"),
            filter((it) => it.id === id),
            map(({ told }) => fromTold(told)),
            dematerialize(),
            tap(tellOnce),
          ),
          defer((): never[] => {
            say({ type: "open", id, tab: self, call });
            return [];
          }),
        ).pipe(finalize(() => say({ type: "close", id })));
      });

    const answer: Answering = (call) =>
      call.method === "watch"
        ? own.watch(call.channels)
        : own.publish(call.channel, call.data);

    const answers = words.pipe(
      filter((it) => it.type === "open"),
      mergeMap(({ id, tab, call }) =>
        answer(call).pipe(
          materialize(),
          map((it): Word => ({ type: "told", id, told: toTold(it) })),
          takeUntil(merge(
            words.pipe(filter((it) => it.type === "close" && it.id === id)),
            // Who dies says nothing.
            hold(locks, lockOf(name, tab)),
          )),
        )
      ),
    );
    const lead = merge(answers, defer((): Word[] => [{ type: "lead" }])).pipe(
      tap(say),
      ignoreElements(),
    );

    // Before it says a word, so that the others can see it die.
    return hold(locks, lockOf(name, self)).pipe(
      switchMap(() =>
        merge(
          words.pipe(filter((it) => it.type === "lead"), map(() => ask)),
          hold(locks, name).pipe(
            switchMap(() => merge([answer], lead)),
            startWith(ask),
          ),
        )
      ),
      // Where locks are forbidden each tab is on its own.
      catchError(() => concat([answer], NEVER)),
      finalize(() => {
        isOpen = false;
        channel.close();
      }),
    );
  });
}

function lockOf(name: string, tab: string): string {
  return `${name} ${tab}`;
}

function toTold(it: ObservableNotification<unknown>): Told {
  if (it.kind === "E") return { kind: "E", error: toPlain(it.error) };
  return it.kind === "N" ? { kind: "N", value: it.value } : { kind: "C" };
}

function fromTold(it: Told): ObservableNotification<unknown> {
  return it.kind === "E" ? { kind: "E", error: fromPlain(it.error) } : it;
}
