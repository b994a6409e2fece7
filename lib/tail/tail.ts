import { BehaviorSubject, distinctUntilChanged, type Observable } from "rxjs";
import { PageStream } from "../paging/page_stream.ts";
import type { Api } from "../resource.ts";
import { type FetchPage, follow } from "./follow.ts";
import type { Dated } from "./overlap_window.ts";
import type { TailStatus } from "./status.ts";

/** Where a tail starts and how often it looks; times in ms. */
export interface TailOptions {
  /**
   * Start after the message with this id, or with the very first one.
   *
   * @default {from now on}
   */
  since?: string;
  /**
   * The wait between two looks while people write.
   *
   * @default {2_000}
   */
  interval?: number;
  /**
   * What the wait grows to while nobody writes, and between tries while
   * GroupMe cannot be reached.
   *
   * @default {20_000}
   */
  maxInterval?: number;
  /**
   * How much later than its id says a message may appear and still be
   * delivered.
   *
   * @default {5_000}
   */
  overlap?: number;
}

/** The options with their defaults. */
export type FullTailOptions =
  & Required<Omit<TailOptions, "since">>
  & Pick<TailOptions, "since">;

/**
 * A conversation followed live: an Observable that never completes. Each
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
export class Tail<M extends Dated> extends PageStream<M> {
  /** How the tail stands: at once, and whenever it changes. */
  readonly status$: Observable<TailStatus>;

  /** Follows what `fetch` gives; nothing is requested yet. */
  constructor(fetch: FetchPage<M>, session: Api, options: TailOptions = {}) {
    const full = fill(options);
    const status = new BehaviorSubject<TailStatus>({
      state: "offline",
      reason: "not started",
    });
    super(follow(fetch, session, full, (next) => status.next(next)));
    this.status$ = status.pipe(
      distinctUntilChanged((a, b) =>
        a.state === b.state && a.reason === b.reason
      ),
    );
  }
}

function fill(options: TailOptions): FullTailOptions {
  const { since, interval = 2_000, maxInterval = 20_000, overlap = 5_000 } =
    options;
  if (since !== undefined && since !== "beginning" && !/^\d+$/.test(since)) {
    throw new TypeError("Cannot tail: since is no message id");
  }
  if (!(interval > 0)) {
    throw new RangeError(`Cannot tail: interval is ${interval}`);
  }
  if (!(overlap >= 0)) {
    throw new RangeError(`Cannot tail: overlap is ${overlap}`);
  }
  if (!(maxInterval > 0)) {
    throw new RangeError(`Cannot tail: maxInterval is ${maxInterval}`);
  }
  return {
    since,
    interval,
    maxInterval: Math.max(interval, maxInterval),
    overlap,
  };
}
