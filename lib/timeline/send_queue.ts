import {
  BehaviorSubject,
  catchError,
  concat,
  defer,
  EMPTY,
  endWith,
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
  tap,
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

/** A message that stands, or the end of an attempt. */
export type SendEvent =
  /** A message stands; its entry is taken out of the queue after this. */
  | {
    readonly type: "sent";
    readonly data: MessageData;
    readonly entry: OutboxEntry;
  }
  /** An attempt is over; with its error, if it was refused. */
  | { readonly type: "tried"; readonly error?: unknown };

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
  /** Failures in a row. */
  #failures = 0;

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

  /** Whether there is something to send, or under way. */
  get isBusy(): boolean {
    return this.entries$.value.some(({ state }) =>
      state === "waiting" || state === "sending"
    );
  }

  /** Ends the wait for a good token. */
  retryToken(): void {
    this.#retried.next();
  }

  /**
   * Sends while subscribed to, by one subscriber at a time. It waits for further
   * entries, and neither completes nor errors.
   *
   * @param newestId The newest message that is known, `""` for none, once that
   * is certain.
   */
  run(newestId: Observable<string>): Observable<SendEvent> {
    return this.entries$.pipe(
      // What was emitted may be over: the values of now count.
      map(() => this.entries$.value.find(({ state }) => state === "waiting")),
      filter((entry) => entry !== undefined),
      take(1),
      switchMap((entry) =>
        this.#attempt(entry, newestId).pipe(
          tap(() => this.#failures = 0),
          catchError((error: unknown) => this.#fail(error, entry)),
          endWith({ type: "tried" as const }),
        )
      ),
      repeat(),
    );
  }

  #attempt(
    entry: PendingEntry,
    newestId: Observable<string>,
  ): Observable<SendEvent> {
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
      switchMap((data) =>
        concat(
          // First the message, so that its row is never missing.
          of({ type: "sent" as const, data, entry }),
          defer(() => {
            this.#take(guid);
            return this.#keeper.forget(guid);
          }).pipe(ignoreElements()),
        )
      ),
      takeUntil(this.#discarded.pipe(filter((it) => it === guid))),
      finalize(() => this.#stop(guid)),
    );
  }

  /** Makes a failed entry wait, or leaves it to the user. */
  #fail(error: unknown, { guid }: OutboxEntry): Observable<SendEvent> {
    const fields = { state: "waiting" as const, error: typedError(error) };
    const isRefused = error instanceof Unauthorized;
    if (!isRefused && !isTransient(error)) {
      const state = this.#mayStand(guid, error) ? "unsure" : "failed";
      this.#share(guid, state, fields.error);
      this.change(guid, { ...fields, state });
      return EMPTY;
    }
    this.change(guid, fields);
    return concat(
      of({ type: "tried" as const, error }),
      isRefused ? this.#goodToken(error) : this.#pause(error),
    );
  }

  /** Waits before the next attempt; emits nothing. */
  #pause(error: unknown): Observable<never> {
    const { retryAfter } = error instanceof BadResponse ? error : {};
    this.#failures += 1;
    const ms = retryAfter ??
      this.#session.backoff(this.#failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    return timer(ms, this.#session.scheduler).pipe(ignoreElements());
  }

  /** Waits until the token is good again, as any other request shows. */
  #goodToken(error: unknown): Observable<never> {
    const { activity$ = EMPTY } = this.#session;
    const isGoodAgain = concat(this.#pause(error), activity$).pipe(
      filter((it) => it.type === "response" && it.status < 300),
    );
    return merge(this.#retried, isGoodAgain).pipe(take(1), ignoreElements());
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
