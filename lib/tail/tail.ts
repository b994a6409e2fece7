import {
  type Observable,
  type ObservableInput,
  type ObservedValueOf,
  Subject,
} from "rxjs";
import type { OpenPages } from "../paging/page_loop.ts";
import { PageStream } from "../paging/page_stream.ts";
import type { Api } from "../resource.ts";
import type { Gap } from "./gaps.ts";
import type { ConversationKey } from "./live_source.ts";
import type { FullTailOptions } from "./options.ts";
import { type BeginRun, pollLoop } from "./poll_loop.ts";
import { type TailStatus, TailStatuses } from "./status.ts";

/** The streams of a tail besides its messages. */
export interface TailSignals {
  /** Its state. */
  readonly status$: Observable<TailStatus>;
  /** The messages that it leaves out. */
  readonly gaps$: Observable<Gap>;
}

/**
 * The new messages of one or many conversations: an Observable that never
 * completes. It emits each message once, oldest first; one that GroupMe lists
 * late is emitted late.
 *
 * A transient failure does not end it: it retries, and `status$` and the client's
 * `activity$` report it. It errors with {@linkcode Unauthorized},
 * {@linkcode Forbidden} or {@linkcode NotFound} when GroupMe refuses for good, and
 * with the error of a cursor that cannot be read.
 *
 * Cold: each subscription is a run of its own; `share()` it among several
 * consumers. While idle it costs a request each `maxInterval`. Through its method
 * {@linkcode Tail.concatMap}, the operators of this library and `for await`
 * nothing more is requested while the consumer is busy; the operator `concatMap()`
 * of RxJS keeps in memory what comes meanwhile.
 *
 * @example Answer to pings
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { concatMap, filter } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(
 *   filter((message) => message.text === "!ping"),
 *   concatMap((message) => message.reply("pong")),
 * ).subscribe();
 * ```
 */
export class Tail<M> extends PageStream<M> {
  /**
   * The state of the tail: emits the present one on subscription, then each
   * change, and each further failure with the time of the next attempt. Hot and
   * shared by all runs; subscribing to it starts none. With
   * several runs it is the worst of their states: offline before catching up
   * before live. It neither completes nor errors; after a run that errored it
   * holds that error.
   */
  readonly status$: Observable<TailStatus>;
  /**
   * The messages that a tail with `gap: "tell"` leaves out: emits each gap before
   * the messages beyond it are delivered. Hot and shared by all runs: gaps from
   * before a subscription are not repeated. It neither completes nor errors.
   */
  readonly gaps$: Observable<Gap>;

  /** Joins a stream of pages and its signals; nothing is requested yet. */
  constructor(open: OpenPages<M>, { status$, gaps$ }: TailSignals) {
    super(open);
    this.status$ = status$;
    this.gaps$ = gaps$;
  }
}

/** Members of {@linkcode Tail} that it has in common with a pager. */
export interface Tail<M> {
  /**
   * As RxJS `concatMap`, except that the next page is not requested before all
   * work on this one has completed: memory is one page, whatever the pace.
   */
  concatMap<O extends ObservableInput<unknown>>(
    project: (item: M) => O,
  ): Observable<ObservedValueOf<O>>;
  /** Pulls item after item; the next page is requested when one asks for it. */
  readonly [Symbol.asyncIterator]: () => AsyncIterableIterator<M>;
}

/** Makes a tail whose runs `begin` makes. */
export function tailOf<M>(
  session: Api,
  options: FullTailOptions,
  begin: BeginRun<M>,
  conversation?: ConversationKey,
): Tail<M> {
  const statuses = new TailStatuses();
  // A Subject, since any run may emit.
  const gaps = new Subject<Gap>();
  return new Tail(
    pollLoop(
      session,
      options,
      begin,
      () => statuses.open(),
      (gap) => gaps.next(gap),
      conversation,
    ),
    { status$: statuses.status$, gaps$: gaps.asObservable() },
  );
}
