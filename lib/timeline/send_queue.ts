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
  type Observable,
  of,
  repeat,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
  using,
} from "rxjs";
import { BadResponse, Conflict, Unauthorized } from "../errors.ts";
import type { Api } from "../resource.ts";
import { isTransient } from "../transport/retry.ts";
import type { MessageData } from "../wire/message.ts";
import type { OutboxEntry, PendingEntry } from "./outbox_entry.ts";
import { typedError } from "./jobs.ts";

/** A store of entries; a queue without an outbox has none. */
export interface Keeper {
  /** Keeps an entry; emits once it is kept, and errors if it cannot be. */
  put(entry: OutboxEntry): Observable<unknown>;
  /** Drops an entry. */
  remove(guid: string): Observable<unknown>;
}

/** The pause after a failure grows from this to the longest one. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** The functions that a run of a queue uses. */
export interface Sending {
  /** The newest message that is known, `""` for none, once that is certain. */
  readonly newestId: Observable<string>;
  /** One attempt at an entry. */
  readonly post: (
    entry: OutboxEntry,
    mayStand: boolean,
  ) => Observable<MessageData>;
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
  readonly #keeper: Keeper | undefined;
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
  constructor(session: Api, keeper?: Keeper) {
    this.#session = session;
    this.#keeper = keeper;
  }

  /** Puts an entry at the end, and into the store. */
  add(entry: PendingEntry): void {
    // First, as showing it may start the attempt, which is kept after it.
    this.#keep(entry).subscribe(({ isKept }) =>
      this.#change(entry.guid, { isKept })
    );
    this.restore([entry]);
  }

  /** Takes in what a store holds, in the order of sending. */
  restore(entries: readonly PendingEntry[]): void {
    const known = new Set(this.entries$.value.map(({ guid }) => guid));
    for (const { guid, triedAfter } of entries) {
      // Another tab has tried it.
      if (known.has(guid) && triedAfter !== undefined) {
        this.#change(guid, { triedAfter });
      }
    }
    const added = entries.filter(({ guid }) => !known.has(guid));
    if (added.length === 0) return;
    const all = [...this.entries$.value, ...added];
    this.entries$.next(all.sort((a, b) => a.createdAt - b.createdAt));
  }

  /** Lets go of what another tab has sent or discarded. */
  drop(guid: string): void {
    this.#take(guid);
    this.#discarded.next(guid);
  }

  /** Sends what failed, or may have, once more. */
  retry(guid: string): void {
    this.#change(guid, { state: "waiting", error: undefined });
    this.#retried.next();
  }

  /** Takes an entry out for good, also one that is under way; gives it back. */
  discard(guid: string): PendingEntry | undefined {
    const entry = this.#take(guid);
    if (!entry) return undefined;
    this.#discarded.next(guid);
    // No caller waits for the store.
    this.#forget(guid).subscribe();
    return entry;
  }

  /**
   * Sends while subscribed to, and emits each entry that stands. It waits for
   * further ones, and does not complete; `once` completes when none waits, and
   * errors when the token is refused. Several may be subscribed to: one sends at
   * a time, and all are told.
   */
  run(sending: Sending, { once = false } = {}): Observable<OutboxEntry> {
    const self = {};
    const leave = () => {
      if (this.#turn.value === self) this.#turn.next(undefined);
    };
    const pause = (error: unknown) => {
      const retryAfter = error instanceof BadResponse
        ? error.retryAfter
        : undefined;
      this.#failures += 1;
      return retryAfter ??
        this.#session.backoff(this.#failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    };
    const handleFailure = (error: unknown, { guid }: OutboxEntry) => {
      const fields = { state: "waiting" as const, error: typedError(error) };
      if (error instanceof Unauthorized) {
        this.#change(guid, fields);
        leave();
        // It goes when the token is good again: with the next run, or retry().
        return once
          ? throwError(() => error)
          : this.#retried.pipe(take(1), ignoreElements());
      }
      if (isTransient(error)) {
        this.#change(guid, fields);
        return timer(pause(error), this.#session.scheduler)
          .pipe(ignoreElements());
      }
      const state = error instanceof Conflict ? "unsure" : "failed";
      this.#change(guid, { ...fields, state });
      return EMPTY;
    };
    const head = () =>
      this.entries$.value.find(({ state }) => state === "waiting");
    const next = merge(this.entries$, this.#turn).pipe(
      // What was emitted may be over: the values of now count.
      map(() => this.#turn.value === undefined ? head() : undefined),
      filter((entry) => entry !== undefined),
      take(1),
      switchMap((entry) => {
        this.#turn.next(self);
        return this.#attempt(entry, sending).pipe(
          tap(() => this.#failures = 0),
          map((): OutboxEntry => entry),
          catchError((error: unknown) => handleFailure(error, entry)),
          finalize(leave),
        );
      }),
    );
    const work = once
      ? defer(() => head() ? next : EMPTY).pipe(
        repeat({ delay: () => head() ? of(true) : EMPTY }),
      )
      : next.pipe(repeat());
    return using(
      () => this.#sent.subscribe((it) => sending.onSent(...it)),
      () => work,
    );
  }

  #attempt(entry: PendingEntry, sending: Sending): Observable<MessageData> {
    const { guid } = entry;
    const mayStand = entry.triedAfter !== undefined;
    const known = mayStand ? of(entry.triedAfter) : sending.newestId;
    return known.pipe(
      take(1),
      // Kept before the request leaves: who resumes it has to look first.
      switchMap((triedAfter) => this.#keep({ ...entry, triedAfter })),
      switchMap((tried) => {
        this.#change(guid, { ...tried, state: "sending", error: undefined });
        return sending.post(tried, mayStand);
      }),
      tap((data) => {
        // First the message, so that its row is never missing.
        this.#sent.next([data, entry]);
        this.#take(guid);
      }),
      switchMap((data) => this.#forget(guid).pipe(map(() => data))),
      takeUntil(this.#discarded.pipe(filter((it) => it === guid))),
      finalize(() => this.#stop(guid)),
    );
  }

  #take(guid: string): PendingEntry | undefined {
    const entry = this.entries$.value.find((it) => it.guid === guid);
    if (!entry) return undefined;
    this.entries$.next(this.entries$.value.filter((it) => it !== entry));
    return entry;
  }

  /** An attempt that was aborted waits for the next run. */
  #stop(guid: string): void {
    const now = this.entries$.value.find((it) => it.guid === guid);
    if (now?.state === "sending") this.#change(guid, { state: "waiting" });
  }

  #keep(entry: PendingEntry): Observable<PendingEntry> {
    const keeper = this.#keeper;
    if (!keeper) return of(entry);
    const { state: _, error: __, isKept: ___, ...plain } = entry;
    return defer(() => keeper.put(plain)).pipe(
      map(() => ({ ...entry, isKept: true })),
      catchError(() => of({ ...entry, isKept: false })),
    );
  }

  #forget(guid: string): Observable<unknown> {
    const keeper = this.#keeper;
    if (!keeper) return of(undefined);
    return defer(() => keeper.remove(guid)).pipe(
      catchError(() => of(undefined)),
    );
  }

  #change(guid: string, fields: Partial<PendingEntry>): void {
    const entries = this.entries$.value;
    const at = entries.findIndex((it) => it.guid === guid);
    const entry = entries[at];
    if (entry) this.entries$.next(entries.with(at, { ...entry, ...fields }));
  }
}
