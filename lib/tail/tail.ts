import { BehaviorSubject, distinctUntilChanged, type Observable } from "rxjs";
import { PageStream } from "../paging/page_stream.ts";
import type { OpenPages } from "../paging/page_loop.ts";
import type { Api } from "../resource.ts";
import { pollLoop, type TailRun } from "./poll_loop.ts";
import type { TailStatus } from "./status.ts";

/**
 * Conversations followed live: an Observable that never completes. Each
 * message comes once, oldest first; one that GroupMe shows late comes late,
 * where it would have stood earlier.
 *
 * A failure that may pass does not end it: it tries on, and `status$` and the
 * client's `activity$` tell. It errors with {@linkcode Unauthorized},
 * {@linkcode Forbidden} or {@linkcode NotFound} when there is no way on.
 *
 * Each subscription is a run of its own: `share()` it among several consumers.
 * While idle it costs a request each `maxInterval`. Through `concatMap()` and
 * `for await` nothing more is requested while the consumer is busy.
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
  /** How the tail stands: at once, and whenever it changes. */
  readonly status$: Observable<TailStatus>;

  /** Joins a stream to what is told of it; nothing is requested yet. */
  constructor(open: OpenPages<M>, status$: Observable<TailStatus>) {
    super(open);
    this.status$ = status$;
  }
}

/** Makes a tail of what `begin` starts anew for each run. */
export function tailOf<M>(session: Api, begin: () => TailRun<M>): Tail<M> {
  const status = new BehaviorSubject<TailStatus>({
    state: "offline",
    reason: "not started",
  });
  return new Tail(
    pollLoop(session, begin, (next) => status.next(next)),
    status.pipe(
      distinctUntilChanged((a, b) =>
        a.state === b.state && a.reason === b.reason
      ),
    ),
  );
}
