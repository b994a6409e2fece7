import {
  BehaviorSubject,
  catchError,
  concat,
  EMPTY,
  filter,
  finalize,
  ignoreElements,
  map,
  merge,
  noop,
  type Observable,
  of,
  repeat,
  Subject,
  switchMap,
  take,
  takeUntil,
  takeWhile,
  tap,
  throwError,
  timer,
} from "rxjs";
import {
  BadResponse,
  Conflict,
  GroupMeError,
  Unauthorized,
} from "../errors.ts";
import type { Api } from "../resource.ts";
import { isTransient } from "../transport/retry.ts";
import type { MessageData } from "../wire/message.ts";
import type { OutboxEntry, PendingEntry } from "./outbox_entry.ts";
import { typedError } from "./status.ts";
import { poster } from "./post.ts";

/** A store of entries, which never errors. */
export interface Keeper {
  /** Keeps an entry; emits it with whether it is kept. */
  keep(entry: PendingEntry): Observable<PendingEntry>;
  /** Drops an entry. */
  forget(guid: string): Observable<unknown>;
  /**
   * Keeps that an entry is refused, or is to be tried once more, so that a reload
   * does not change it, and tells other tabs.
   */
  share(entry: PendingEntry & { readonly state: SharedState }): void;
}

/** A state of an entry that all tabs share. */
export type SharedState = Exclude<PendingEntry["state"], "sending">;

/** A queue without an outbox has no store. */
const NO_STORE: Keeper = { keep: of, forget: of, share: noop };

/** The pause after a failure grows from this to the longest one. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** The functions that a run of a queue uses. */
export interface Sending {
  /** The newest message that is known, `""` for none, once that is certain. */
  readonly newestId: Observable<string>;
  /** Called with each message that stands. */
  readonly onSent: (data: MessageData, entry: OutboxEntry) => void;
}

/**
 * The messages of one conversation that are on their way, in the order of
 * sending: one is under way at a time. Nothing is dropped but what stands, or
 * what is discarded.
 */
export class SendQueue {
  /** The entries: at once, and whenever one of them changes. */
  readonly entries$: BehaviorSubject<readonly PendingEntry[]> =
    new BehaviorSubject<readonly PendingEntry[]>([]);
  readonly #session: Api;
  readonly #me: Observable<string>;
  readonly #keeper: Keeper;
  // Subjects, since method calls end an attempt, and a wait.
  readonly #retried = new Subject<void>();
  readonly #discarded = new Subject<string>();
  /** The run whose turn it is: several may be subscribed to. */
  readonly #turn = new BehaviorSubject<unknown>(undefined);
  /** Failures in a row, of whichever run. */
  #failures = 0;
  // A Subject, since each run tells of what any of them has sent.
  readonly #sent = new Subject<[data: MessageData, entry: OutboxEntry]>();

  /** Makes an empty queue; nothing is sent yet. */
  constructor(session: Api, me: Observable<string>, keeper = NO_STORE) {
    this.#session = session;
    this.#me = me;
    this.#keeper = keeper;
  }

  /** Puts an entry at the end, and into the store. */
  add(entry: PendingEntry): void {
    // First, as showing it may start the attempt, which is kept after it.
    this.#keeper.keep(entry).subscribe(({ isKept }) =>
      this.change(entry.guid, { isKept })
    );
    this.entries$.next([...this.entries$.value, entry]);
  }

  /** Sends what failed, or may have, once more. */
  retry(guid: string): void {
    // First, as the attempt that begins then keeps more.
    this.#share(guid, "waiting");
    this.resume(guid);
  }

  /** Sends what failed here once more, as another tab has told. */
  resume(guid: string): void {
    this.change(guid, { state: "waiting", error: undefined });
    this.#retried.next();
  }

  /** Takes an entry out of the queue alone, as another tab has done it. */
  drop(guid: string): PendingEntry | undefined {
    const entry = this.#take(guid);
    this.#discarded.next(guid);
    return entry;
  }

  /** Takes an entry out for good, also one that is under way; gives it back. */
  discard(guid: string): PendingEntry | undefined {
    const entry = this.drop(guid);
    // No caller waits for the store.
    if (entry) this.#keeper.forget(guid).subscribe();
    return entry;
  }

  /** Changes fields of an entry, if it is there. */
  change(guid: string, fields: Partial<PendingEntry>): void {
    const entries = this.entries$.value;
    const at = entries.findIndex((it) => it.guid === guid);
    const entry = entries[at];
    if (entry) this.entries$.next(entries.with(at, { ...entry, ...fields }));
  }

  /**
   * Sends while subscribed to, and emits each entry that stands. It waits for
   * further ones, and does not complete; `once` completes when all that waits
   * has gone, and errors when the token is refused. Several may be subscribed
   * to: one sends at a time, and all are told.
   */
  run(sending: Sending, { once = false } = {}): Observable<OutboxEntry> {
    const { scheduler, activity$ = EMPTY } = this.#session;
    const self = {};
    const leave = () => {
      if (this.#turn.value === self) this.#turn.next(undefined);
    };
    const pause = (error: unknown) => {
      const retryAfter = error instanceof BadResponse
        ? error.retryAfter
        : undefined;
      this.#failures += 1;
      const ms = retryAfter ??
        this.#session.backoff(this.#failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
      return timer(ms, scheduler);
    };
    const handleFailure = (error: unknown, { guid }: OutboxEntry) => {
      const fields = { state: "waiting" as const, error: typedError(error) };
      if (error instanceof Unauthorized) {
        this.change(guid, fields);
        leave();
        if (once) return throwError(() => error);
        // It goes when the token is good again, as any other request shows.
        const isGoodAgain = pause(error).pipe(
          switchMap(() => activity$),
          filter((it) => it.type === "response" && it.status < 300),
        );
        return merge(this.#retried, isGoodAgain).pipe(
          take(1),
          ignoreElements(),
        );
      }
      if (isTransient(error)) {
        this.change(guid, fields);
        return pause(error).pipe(ignoreElements());
      }
      const state = this.#mayStand(guid, error) ? "unsure" : "failed";
      this.#share(guid, state, fields.error);
      this.change(guid, { ...fields, state });
      return EMPTY;
    };
    const head = () =>
      this.entries$.value.find(({ state }) => state === "waiting");
    const isFree = () => this.#turn.value === undefined;
    const next = merge(this.entries$, this.#turn).pipe(
      filter(isFree),
      // What was emitted may be over: the values of now count.
      map(head),
      filter((entry) => once || entry !== undefined),
      take(1),
      switchMap((entry) => {
        if (!entry) return EMPTY;
        this.#turn.next(self);
        return this.#attempt(entry, sending.newestId).pipe(
          tap(() => this.#failures = 0),
          ignoreElements(),
          catchError((error: unknown) => handleFailure(error, entry)),
          finalize(leave),
        );
      }),
    );
    const isMore = () => !once || !isFree() || head() !== undefined;
    const sent = this.#sent.pipe(map(([data, entry]) => {
      sending.onSent(data, entry);
      return entry;
    }));
    const work = next.pipe(
      repeat({ delay: () => isMore() ? of(true) : EMPTY }),
    );
    return merge(sent, concat(work, of(undefined))).pipe(
      takeWhile((entry) => entry !== undefined),
    );
  }

  #attempt(
    entry: PendingEntry,
    newestId: Observable<string>,
  ): Observable<unknown> {
    const { guid } = entry;
    const mayStand = entry.triedAfter !== undefined;
    const known = mayStand ? of(entry.triedAfter) : newestId;
    return known.pipe(
      take(1),
      // Kept before the request leaves: who resumes it has to look first.
      switchMap((triedAfter) => this.#keeper.keep({ ...entry, triedAfter })),
      switchMap((tried) => {
        this.change(guid, { ...tried, state: "waiting" });
        // Until then a limit may hold it.
        return poster(
          this.#session,
          this.#me,
          tried,
          mayStand,
          () => this.change(guid, { state: "sending", error: undefined }),
        );
      }),
      tap((data) => {
        // First the message, so that its row is never missing.
        this.#sent.next([data, entry]);
        this.#take(guid);
      }),
      switchMap(() => this.#keeper.forget(guid)),
      takeUntil(this.#discarded.pipe(filter((it) => it === guid))),
      finalize(() => this.#stop(guid)),
    );
  }

  #share(guid: string, state: SharedState, error?: GroupMeError): void {
    const entry = this.#find(guid);
    if (entry) this.#keeper.share({ ...entry, state, error });
  }

  #find(guid: string): PendingEntry | undefined {
    return this.entries$.value.find((it) => it.guid === guid);
  }

  #take(guid: string): PendingEntry | undefined {
    const entry = this.#find(guid);
    if (!entry) return undefined;
    this.entries$.next(this.entries$.value.filter((it) => it !== entry));
    return entry;
  }

  /** An attempt that was aborted waits for the next run. */
  #stop(guid: string): void {
    const isSending = this.#find(guid)?.state === "sending";
    if (isSending) this.change(guid, { state: "waiting" });
  }

  /** Whether a refusal leaves it open whether the message stands. */
  #mayStand(guid: string, error: unknown): boolean {
    if (error instanceof Conflict) return true;
    // Refused was the look-up: whether an earlier attempt got through is open.
    return error instanceof GroupMeError && error.request?.method === "GET" &&
      this.#find(guid)?.triedAfter !== undefined;
  }
}
