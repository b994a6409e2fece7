import {
  BehaviorSubject,
  catchError,
  defer,
  EMPTY,
  filter,
  finalize,
  ignoreElements,
  map,
  merge,
  NEVER,
  Observable,
  of,
  repeat,
  share,
  Subject,
  switchMap,
  take,
  tap,
  timer,
} from "rxjs";
import type { Client } from "../client.ts";
import { BadResponse, Forbidden, Unauthorized } from "../errors.ts";
import { conversationKey } from "../tail/conversation_source.ts";
import type {
  ConversationKey,
  LiveSignal,
  LiveSource,
} from "../tail/live_source.ts";
import { tailOptions } from "../tail/options.ts";
import { PollInterval } from "../tail/poll_interval.ts";
import { failing } from "../tail/status.ts";
import { currentValues } from "../util/current_values.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import { assertMethod } from "../util/validate.ts";
import { toId } from "../wire/json.ts";
import { conversationOf } from "./conversation.ts";
import {
  both,
  type Found,
  pinned,
  pollIndexes,
  walk,
} from "./conversation_indexes.ts";
import { ConversationList, missing } from "./conversation_list.ts";
import {
  type Conversations,
  type ConversationsOptions,
  nothingYet,
} from "./conversations_options.ts";
import { endured } from "./identify.ts";
import { kept } from "./same.ts";
import { latest } from "./latest.ts";
import type { TimelineStatus } from "./types.ts";

/** All is read, and the pinned ones, this often. */
const WALK_INTERVAL_MS = 900_000;

/** A signal, and of which conversation; of all where it names none. */
interface NamedSignal {
  readonly name?: string | undefined;
  readonly signal: LiveSignal;
}

/**
 * The conversations of an account as one live value: an Observable of snapshots
 * that never errors and never completes. Each subscription gets the snapshot of
 * now at once; all share one run, which ends with the last of them.
 *
 * It is a `LiveSource` too: a timeline with `via: conversations(client)` polls
 * nothing itself, and is told when its conversation has news.
 */
export class LiveConversations extends Observable<Conversations>
  implements LiveSource {
  readonly #client: Pick<Client, "session" | "user">;
  readonly #options: ConversationsOptions & {
    readonly interval: number;
    readonly maxInterval: number;
  };
  // A BehaviorSubject, for `value` between runs.
  readonly #values: BehaviorSubject<Conversations>;
  readonly #list = new ConversationList();
  // A Subject, since polls, push and failures all tell.
  readonly #signals = new Subject<NamedSignal>();
  /** The names of the conversations that are watched. */
  readonly #open = new Set<{ readonly name: string | undefined }>();
  readonly #run: Observable<never>;
  #me = "";
  /**
   * Gives the snapshot of now, then each newer one; a slow consumer gets the
   * latest.
   */
  declare readonly [Symbol.asyncIterator]: () => AsyncIterableIterator<
    Conversations
  >;

  /**
   * Binds it to a client; nothing is requested yet.
   *
   * @throws {TypeError} With an option of another kind.
   * @throws {RangeError} With a time out of its range.
   */
  constructor(
    client: Pick<Client, "session" | "user">,
    options: ConversationsOptions = {},
  ) {
    const { interval, maxInterval } = tailOptions({
      interval: options.interval,
      maxInterval: options.maxInterval,
    });
    assertMethod(options.via, "watch", "via");
    const values = new BehaviorSubject(nothingYet());
    const current = currentValues(values);
    super((subscriber) => merge(this.#run, current).subscribe(subscriber));
    this.#client = client;
    this.#options = { ...options, interval, maxInterval };
    this.#values = values;
    this.#run = defer(() => this.#watch()).pipe(share());
    // No method, as one with such a name keeps bundlers from leaving this out.
    this[Symbol.asyncIterator] = () => latest(this);
  }

  /** The snapshot of now, with or without a subscriber. */
  get value(): Conversations {
    return this.#values.value;
  }

  /**
   * Shows a conversation as read, until somebody writes or an index tells
   * otherwise: for what GroupMe was told by the read state, as indexes are read
   * seldom while push is up.
   *
   * @throws {TypeError} Without a conversation.
   */
  showAsRead(conversation: ConversationKey): void {
    this.#list.read(conversationOf(conversation));
    this.#emit(this.value.status);
  }

  /**
   * Tells when a conversation has news, or any has; runs while subscribed to.
   * It cannot tell of a conversation that no index lists, such as a topic.
   */
  watch(conversation?: ConversationKey): Observable<LiveSignal> {
    const name = conversation && conversationKey(conversation);
    const isListed = () => !conversation || this.#list.has(conversation);
    const seen = (signal: LiveSignal): LiveSignal =>
      signal.type !== "up" || isListed()
        ? signal
        : { type: "down", reason: "no index lists the conversation" };
    return defer(() => {
      const watcher = { name };
      this.#open.add(watcher);
      const { state } = this.value.status;
      const now: Observable<LiveSignal> = state === "live"
        ? of({ type: "up" })
        : EMPTY;
      const signals = this.#signals.pipe(
        filter((it) => !name || !it.name || it.name === name),
        map(({ signal }) => signal),
      );
      return merge(signals, now, this.#run).pipe(
        finalize(() => this.#open.delete(watcher)),
      );
    }).pipe(map(seen));
  }

  #watch(): Observable<never> {
    const { session, session: { scheduler } } = this.#client;
    const clock = monotonicClock(scheduler);
    const polls = new PollInterval(session, this.#options);
    // A Subject, since push has a poll made out of turn.
    const nudges = new Subject<void>();
    let walkedAt = -Infinity;
    let isUp = false;

    const fail = (error: unknown): Observable<never> => {
      const isClosed = error instanceof Unauthorized ||
        error instanceof Forbidden;
      polls.failed(error instanceof BadResponse ? error.retryAfter : 0);
      const retryAt = new Date(scheduler.now() + polls.wait);
      const status = failing(error, isClosed ? undefined : retryAt);
      this.#emit(isClosed ? { ...status, state: "closed" } : status);
      this.#signals.next({
        signal: { type: "down", reason: status.reason, error },
      });
      return isClosed ? NEVER : EMPTY;
    };
    const takeIn = (
      { entries, errors }: Found,
      reads: number,
      known?: ReadonlySet<string>,
    ) => {
      // While an index fails, its conversations are not gone.
      const isWhole = known && errors.length === 0;
      const news = isWhole
        ? this.#list.replace(entries, known, reads)
        : this.#list.take(entries, reads);
      const [error] = errors;
      if (errors.length > 1 || error instanceof Unauthorized) throw error;
      polls.polled(news.length, isUp ? WALK_INTERVAL_MS : 0);
      const isBack = this.value.status.state !== "live";
      const code = isUp ? "push" : "polling";
      this.#emit({ state: "live", code, reason: code });
      const names = isBack ? [undefined] : news;
      for (const name of names) {
        this.#signals.next({ name, signal: { type: "up" } });
      }
    };
    const polled = defer(() => {
      const { reads } = this.#list;
      return pollIndexes(session, (entry) => this.#list.isNews(entry)).pipe(
        tap((found) => takeIn(found, reads)),
      );
    });
    const walked = defer(() => {
      const known = this.#list.keys();
      const { reads } = this.#list;
      walkedAt = clock();
      const pins = pinned(session).pipe(
        tap((ids) => this.#list.pin(ids)),
        // The list does without.
        catchError(() => EMPTY),
        ignoreElements(),
      );
      return merge(
        walk(session).pipe(
          // One may have moved between two pages while they were read.
          switchMap((found) =>
            found.errors.length === 0 &&
              missing(known, found.entries).length > 0
              ? walk(session).pipe(map((again) => both(found, again)))
              : of(found)
          ),
          tap((found) => takeIn(found, reads, known)),
        ),
        pins,
      ).pipe(finalize(() => this.#emit(this.value.status)));
    });
    const step = defer(() => {
      const isFirst = walkedAt === -Infinity;
      const isWalkDue = clock() - walkedAt >= WALK_INTERVAL_MS;
      if (!isWalkDue) return polled;
      // At first what is on top, then all.
      return isFirst ? merge(polled, walked) : walked;
    }).pipe(catchError(fail));
    const loop = step.pipe(
      repeat({
        delay: () => merge(timer(polls.wait, scheduler), nudges).pipe(take(1)),
      }),
    );
    const pushed = this.#options.via
      ? endured(this.#client, this.#client.user.id).pipe(
        tap((id) => this.#me = id),
        switchMap(() => this.#options.via?.watch() ?? EMPTY),
        // A source that gives up costs no more than time.
        catchError(() => of({ type: "down" as const })),
        tap((signal) => {
          if (signal.type === "message") return this.#write(signal);
          isUp = signal.type === "up";
          polls.pollNow();
          nudges.next();
        }),
      )
      : EMPTY;
    this.#emit({ state: "loading", code: "opening", reason: "opening" });
    return merge(loop, pushed).pipe(
      ignoreElements(),
      finalize(() => {
        if (this.value.status.state === "closed") return;
        this.#emit({ state: "offline", code: "stopped", reason: "stopped" });
      }),
    );
  }

  #write(signal: Extract<LiveSignal, { type: "message" }>): void {
    const { conversation, data } = signal;
    const name = conversationKey(conversation);
    const isOpen = [...this.#open].some((it) => it.name === name);
    const isRead = isOpen || toId(data.sender_id) === this.#me;
    this.#list.write(conversation, data, isRead);
    this.#emit(this.value.status);
    this.#signals.next({ name, signal });
  }

  #emit(status: TimelineStatus): void {
    const before = this.value;
    const next = kept(before, {
      rows: this.#list.rows,
      status: kept(before.status, { ...status }),
    });
    if (next !== before) this.#values.next(next);
  }
}
