import {
  BehaviorSubject,
  catchError,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  Subject,
  switchMap,
  take,
  tap,
  timer,
} from "rxjs";
import { FULL_PAGE } from "../paging/cursor_pages.ts";
import type {
  ConversationSource,
  Timestamped,
} from "../tail/conversation_source.ts";
import { compareIds } from "../util/ids.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import type { MessageData } from "../wire/message.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import { arrival, type PageInput } from "./inputs.ts";
import type { FullTimelineOptions } from "./checked_options.ts";
import { newestOf, oldestOf, type Read } from "./page.ts";
import type { Learned } from "./registers.ts";
import type { Store } from "./store.ts";

type RefreshTimes = FullTimelineOptions<TimelineMessage>["refresh"];

/** The polls of a tail, of which the timeline sees each page. */
export class Polls<M extends TimelineMessage> {
  /** Whether a source tells of reactions too. */
  hasReactions = false;
  /** Whether the first page becomes the window. */
  readonly opensLive: boolean;
  /** Whether the conversation is hidden from the user; set by another part. */
  readonly isHidden$: BehaviorSubject<boolean> = new BehaviorSubject(false);
  /** Each newest page that was read, for the other parts of the run. */
  readonly newest$: Subject<Read> = new Subject<Read>();
  readonly #host: TimelineHost<M>;
  readonly #store: Store<M>;
  readonly #refresh: RefreshTimes;
  readonly #learned = new WeakMap<MessageData, Learned>();
  readonly #now: () => number;
  /** The end of the conversation, as far as the tail has read it. */
  #end: readonly Timestamped[] | undefined;
  #newestAt = -Infinity;
  #polledAt = -Infinity;

  /** Polls for a host into a store; nothing is requested yet. */
  constructor(
    host: TimelineHost<M>,
    store: Store<M>,
    { refresh, around, since }: FullTimelineOptions<M>,
  ) {
    this.#host = host;
    this.#store = store;
    this.#refresh = refresh;
    this.opensLive = around === undefined && since === undefined;
    this.#now = monotonicClock(host.session.scheduler);
  }

  /**
   * The conversation as a tail reads it. Now and then it is given the newest
   * page where it asks for what is new: that costs no more, and shows changes.
   */
  get tailed(): ConversationSource<M> {
    const { source } = this.#host;
    return {
      key: source.key,
      read: source.read,
      fetch: (query, options) =>
        this.#shown().pipe(switchMap(() => {
          const since = query.since_id as string | undefined;
          if (query.after_id ?? query.before_id) {
            return this.#page(source.fetch(query, options));
          }
          if (since === undefined) return this.#newest(true);
          if (!this.#needsNewest()) {
            return this.#page(source.fetch(query, options));
          }
          return this.#newest(false).pipe(
            map((page) => page.filter(({ id }) => compareIds(id, since) > 0)),
          );
        })),
    };
  }

  /** Reads the newest page, for what else has changed in it; seldom while hidden. */
  again(): Observable<never> {
    return this.#shown().pipe(
      switchMap(() => this.#newest(false)),
      // The next time will do as well.
      catchError(() => EMPTY),
      ignoreElements(),
    );
  }

  #newest(isFirst: boolean): Observable<readonly M[]> {
    return defer(() => {
      const learned = this.#store.learned();
      return this.#host.newest(FULL_PAGE).pipe(
        map(({ messages, readReceipt }) => {
          this.#newestAt = this.#now();
          const rows = this.#take(messages, learned, isFirst);
          this.newest$.next({ rows, learned });
          if (readReceipt) {
            const { messageId: id, at } = readReceipt;
            this.#store.soon({ type: "readBy", readBy: { id, at } });
          }
          return messages;
        }),
      );
    });
  }

  #page(page: Observable<readonly M[]>): Observable<readonly M[]> {
    return defer(() => {
      const learned = this.#store.learned();
      return page.pipe(
        tap((messages) => this.#take(messages, learned, false)),
      );
    });
  }

  /** Emits at once; while hidden, when the next poll is due. */
  #shown(): Observable<unknown> {
    return defer(() => {
      const { hidden } = this.#refresh;
      const wait = hidden === false ? 0 : this.#polledAt + hidden - this.#now();
      const due: Observable<unknown> = this.isHidden$.value && wait > 0
        ? merge(
          timer(wait, this.#host.session.scheduler),
          this.isHidden$.pipe(filter((isHidden) => !isHidden)),
        )
        : of(undefined);
      return due.pipe(take(1), tap(() => this.#polledAt = this.#now()));
    });
  }

  /** Whether changes come without a poll. */
  get isPushed(): boolean {
    return this.#store.state.timeline.status.code === "push";
  }

  /** The known end that a further run continues after, if there is one. */
  get known(): readonly Timestamped[] | undefined {
    const { from, to, rows } = this.#store.state;
    if (this.#end || from === undefined || to !== undefined) return this.#end;
    // A window that was kept.
    return rows.slice(-FULL_PAGE).map(({ id, created }) => ({
      id,
      createdAt: new Date(created * 1_000),
    }));
  }

  /** A gap is before what comes next. */
  forget(): void {
    this.#end = undefined;
  }

  /** Makes an input of a message that a tail delivers. */
  delivered(message: M): PageInput {
    const { id, createdAt, data } = message;
    this.#end = [...this.#end ?? [], { id, createdAt }].slice(-FULL_PAGE);
    const learned = this.#learned.get(data);
    return learned
      ? { type: "page", rows: [data], learned }
      : arrival(data, this.#store.learned().asOf);
  }

  #needsNewest(): boolean {
    const { newest } = this.#refresh;
    return newest !== false && !this.isPushed &&
      this.#now() - this.#newestAt >= newest;
  }

  /** Opens the window with the first page; others tell what is loaded. */
  #take(
    messages: readonly M[],
    learned: Learned,
    isFirst: boolean,
  ): readonly MessageData[] {
    const rows = messages.map(({ data }) => data);
    for (const data of rows) this.#learned.set(data, learned);
    const page: PageInput = { type: "page", rows, learned };
    if (isFirst) {
      this.#store.see(newestOf(rows) ?? "");
      // Oldest first, as the oldest are left out later.
      this.#end = messages.map(({ id, createdAt }) => ({ id, createdAt }))
        .sort((a, b) => compareIds(a.id, b.id));
    }
    if (isFirst && this.opensLive && this.#store.state.from === undefined) {
      const span = { from: oldestOf(rows) ?? "" };
      this.#store.soon({ ...page, span, grows: "reset" });
    } else {
      this.#store.soon({ ...page, isUpdate: true });
    }
    return rows;
  }
}
