import {
  BehaviorSubject,
  catchError,
  defer,
  EMPTY,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  shareReplay,
  skip,
  switchMap,
} from "rxjs";
import type { Client } from "../client.ts";
import { GroupMeError } from "../errors.ts";
import type { Api } from "../resource.ts";
import { conversationKey } from "../tail/conversation_source.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { assertMethod, waitMs } from "../util/validate.ts";
import type { OutboxEntry, PendingEntry, StoredEntry } from "./outbox_entry.ts";
import { insideOf } from "./inside.ts";
import { newestIn } from "./newest_in.ts";
import { memoryOutbox, type OutboxStore, readEntries } from "./outbox_store.ts";
import type { OutboxOptions } from "./outbox.ts";
import { OutboxKeeper } from "./outbox_keeper.ts";
import { OutboxRun } from "./outbox_run.ts";
import type { hear, OutboxTabs } from "./outbox_tabs.ts";
import { type SendEvent, SendQueue } from "./send_queue.ts";

const WEEK_MS = 604_800_000;

/** The inside of an outbox, as timelines use it. */
export class OutboxCore {
  /** All entries in the order of sending: at once, and whenever one changes. */
  readonly pending$: Observable<readonly PendingEntry[]>;
  /** Takes in what the store holds, once; emits when that is done. */
  readonly restored: Observable<unknown>;
  readonly #session: Api;
  readonly #me: Observable<string>;
  readonly #store: OutboxStore;
  readonly #maxAge: number;
  readonly #tabs: OutboxTabs | undefined;
  readonly #hear: typeof hear | undefined;
  // A BehaviorSubject, as runs are made by method calls.
  readonly #runs = new BehaviorSubject<ReadonlyMap<string, OutboxRun>>(
    new Map(),
  );
  readonly #keeper: OutboxKeeper;

  /**
   * Binds it to a client; nothing is read or sent yet.
   *
   * @throws {TypeError} With an option of another kind.
   * @throws {RangeError} With a `maxAge` that is no delay.
   */
  constructor(
    { session, user }: Pick<Client, "session" | "user">,
    options: OutboxOptions = {},
  ) {
    const { store = memoryOutbox(), maxAge = WEEK_MS, tabs } = options;
    if (maxAge !== Infinity) waitMs(maxAge, "maxAge");
    assertMethod(store, "entries", "store");
    this.#session = session;
    this.#me = user.id;
    this.#store = store;
    this.#maxAge = maxAge;
    this.#tabs = tabs;
    this.#keeper = new OutboxKeeper(store, tabs);
    this.#hear = tabs && insideOf(tabs, "tabs", "outboxTabs");
    this.restored = this.#restore(true).pipe(
      shareReplay({ bufferSize: 1, refCount: true }),
    );
    const entries = this.#runs.pipe(
      switchMap((runs) => {
        const all = [...runs.values()].map(({ queue }) => queue);
        const changes = all.map(({ entries$ }) => entries$.pipe(skip(1)));
        return merge(of(all), ...changes).pipe(
          map(() => all.flatMap(({ entries$ }) => entries$.value)),
        );
      }),
      map((pending) => pending.sort((a, b) => a.createdAt - b.createdAt)),
    );
    this.pending$ = merge(this.restored.pipe(ignoreElements()), entries);
  }

  /** The queue of one conversation. */
  queueOf(key: ConversationKey): SendQueue {
    return this.#runOf(key).queue;
  }

  #runOf(key: ConversationKey): OutboxRun {
    const name = conversationKey(key);
    const known = this.#runs.value.get(name);
    if (known) return known;
    const queue = new SendQueue(this.#session, this.#me, this.#keeper);
    const run = new OutboxRun(queue, this.#alone(name));
    this.#runs.next(new Map(this.#runs.value).set(name, run));
    return run;
  }

  /**
   * Sends the entries of one conversation, and shows what other tabs do, while
   * it is subscribed to.
   *
   * @param newestId See {@linkcode SendQueue.run}.
   */
  run(
    key: ConversationKey,
    newestId: Observable<string>,
  ): Observable<SendEvent> {
    const run = this.#runOf(key);
    const heard = this.#tabs?.changes$.pipe(
      map((change) => {
        const entry = this.#hear?.(run.queue, change);
        const name = entry && conversationKey(entry.conversation);
        if (entry && name === conversationKey(key)) this.#take([entry]);
      }),
      ignoreElements(),
    ) ?? EMPTY;
    return this.restored.pipe(
      switchMap(() => merge(heard, run.join(newestId))),
    );
  }

  /**
   * Sends what waits in all conversations, those without a timeline too.
   *
   * @returns Each entry that stands, then completion; what failed stays in
   * `pending$`. It errors with {@linkcode Unauthorized} when the token is
   * refused: the entries then wait.
   */
  flush(): Observable<OutboxEntry> {
    return this.restored.pipe(
      switchMap(() => from(this.#runs.value)),
      mergeMap(([, run]) => {
        const [first] = run.queue.entries$.value;
        return first
          ? run.flush(newestIn(this.#session, first.conversation))
          : EMPTY;
      }),
    );
  }

  /**
   * Emits once no other tab sends in a conversation, and keeps it so. Runs
   * of this tab share the lock.
   */
  #alone(name: string): Observable<unknown> {
    const tabs = this.#tabs;
    return !tabs ? of(true) : tabs.alone(name).pipe(
      // Denied: GroupMe knows a guid for a minute, so that most are sent once.
      catchError(() => of(true)),
      // The tab before may have got further than it could tell.
      switchMap(() => this.#restore()),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
  }

  #restore(isFirst = false): Observable<unknown> {
    return defer(async () => readEntries(await this.#store.entries())).pipe(
      // One that is denied holds nothing; what is sent goes all the same.
      catchError(() => of([])),
      map((entries) => {
        this.#take(entries, isFirst);
        return true;
      }),
    );
  }

  #take(stored: readonly StoredEntry[], isFirst = false): void {
    const now = this.#session.scheduler.now();
    const byRun = new Map<OutboxRun, PendingEntry[]>();
    for (const { reason, ...entry } of stored) {
      const isOld = now - entry.createdAt > this.#maxAge;
      const state = entry.state ?? (isOld ? "unsure" : "waiting");
      const error = reason ? new GroupMeError(reason) : undefined;
      const run = this.#runOf(entry.conversation);
      const entries = byRun.get(run) ?? [];
      byRun.set(run, [...entries, { ...entry, state, error, isKept: true }]);
    }
    for (const [run, entries] of byRun) {
      const later = isFirst ? run.postpone(entries) : [];
      // No caller waits for the store.
      for (const entry of later) this.#keeper.keep(entry).subscribe();
      run.restore(entries);
    }
  }
}
