import { map, type Observable, of, type SchedulerLike, switchMap } from "rxjs";
import { StalledPager } from "../errors.ts";
import { compareIds } from "../util/ids.ts";
import { FULL_PAGE, furthest } from "../paging/cursor_pages.ts";
import { firstPage } from "./first_page.ts";
import type { ConversationSource } from "./conversation_source.ts";
import {
  DedupeWindow,
  type Timestamped,
  type Written,
} from "./dedupe_window.ts";

/** Where to follow a conversation from. */
export interface Start {
  /**
   * After this message; from `"beginning"`; or, if not given, after what is
   * there when it is first looked at.
   */
  readonly after?: string;
  /** Newer messages that were delivered before. */
  readonly seen?: Written;
  /** Without `after`: after this id, which may be of another conversation. */
  readonly horizon?: string;
}

/** What was newest when, and so is to be reached. */
interface Goal<M> {
  readonly at: number;
  readonly newest: M;
}

/** The page size of servers that do not heed `limit`. */
const DEFAULT_PAGE = 20;

/**
 * Reads one conversation on: each `step()` is one page, and which one that is
 * depends on the last. It knows of no waiting; who calls it does.
 */
export class ConversationReader<M extends Timestamped> {
  /** What was received of the end of the conversation. */
  readonly window: DedupeWindow<M>;
  /** Must another step follow at once, since there is more to read? */
  isBusy = true;
  /** Is it reading what it missed, and not only making sure? */
  isBehind = true;
  readonly #feed: ConversationSource<M>;
  readonly #clock: SchedulerLike;
  readonly #horizon: string | undefined;
  #next: () => Observable<readonly M[]>;

  /** Begins where `start` says; nothing is requested yet. */
  constructor(
    feed: ConversationSource<M>,
    clock: SchedulerLike,
    allowedLateness: number,
    { after, seen = [], horizon }: Start,
  ) {
    this.#feed = feed;
    this.#clock = clock;
    this.#horizon = horizon;
    const anchor = after === "beginning" ? undefined : after;
    this.window = new DedupeWindow(allowedLateness, anchor);
    this.window.restore(seen, clock.now());
    this.#next = anchor !== undefined
      ? () => this.#look()
      : after
      ? () => this.#begin()
      : () => this.#start();
  }

  /** Which conversation it follows. */
  get key(): ConversationSource<M>["key"] {
    return this.#feed.key;
  }

  /** Fetches a page; emits its new messages, oldest first. */
  step(): Observable<readonly M[]> {
    return this.#next();
  }

  /** Takes messages that came by themselves; returns the new ones. */
  accept(messages: readonly M[]): readonly M[] {
    return this.window.accept(messages, this.#clock.now());
  }

  /** Starts from now: what is there already is not delivered. */
  #start(): Observable<readonly M[]> {
    return this.#newest().pipe(switchMap(({ at, page, newest }) => {
      const old = this.#old(page);
      if (old.length === 0 && page.length > 0) return this.#back(page);
      this.window.lowWatermark = furthest("before_id", old);
      this.accept(old);
      const fresh = this.accept(page);
      this.window.advance({ at, newest });
      return of(this.#rest(fresh));
    }));
  }

  /** Walks back to the horizon, to read on from there. */
  #back(page: readonly M[]): Observable<readonly M[]> {
    const before = furthest("before_id", page);
    return this.#feed.fetch({ before_id: before, limit: FULL_PAGE }).pipe(
      switchMap((older) => {
        if (older.length === 0) return this.#begin();
        const old = this.#old(older);
        if (old.length === 0) return this.#back(older);
        this.window.lowWatermark = furthest("after_id", old);
        return this.#look();
      }),
    );
  }

  #old(page: readonly M[]): readonly M[] {
    const horizon = this.#horizon;
    if (horizon === undefined) return page;
    return page.filter(({ id }) => compareIds(id, horizon) <= 0);
  }

  /** Starts with the very first message. */
  #begin(): Observable<readonly M[]> {
    return this.#newest().pipe(switchMap(({ at, newest }) => {
      if (newest === undefined) return of(this.#rest([]));
      return firstPage(this.#feed.fetch).pipe(
        map((page) => this.#advance(page, undefined, { at, newest })),
      );
    }));
  }

  /** Looks for new ones; where they may hide older ones, reads them all. */
  #look(): Observable<readonly M[]> {
    return this.#newest().pipe(switchMap(({ at, page, newest }) => {
      const isWhole = page.length < FULL_PAGE && page.length !== DEFAULT_PAGE;
      const joins = page.some((m) => this.window.has(m.id));
      // What may hide behind a page that joins on is late, and is looked for
      // before the window moves past it.
      if (
        isWhole || newest === undefined || joins && !this.window.hasExpired(at)
      ) {
        const fresh = this.accept(page);
        if (isWhole) this.window.advance({ at, newest });
        return of(this.#rest(fresh));
      }
      const { lowWatermark: anchor } = this.window;
      if (anchor === undefined) return this.#begin();
      this.isBusy = true;
      this.isBehind = !joins;
      this.#next = () => this.#walk(anchor, { at, newest });
      return this.#next();
    }));
  }

  #newest() {
    const at = this.#clock.now();
    const query = { since_id: this.window.lowWatermark, limit: FULL_PAGE };
    return this.#feed.fetch(query).pipe(
      map((page) => {
        const id = furthest("after_id", page);
        return { at, page, newest: page.find((m) => id && m.id === id) };
      }),
    );
  }

  #walk(
    cursor: string | undefined,
    goal: Goal<M>,
  ): Observable<readonly M[]> {
    return this.#feed.fetch({ after_id: cursor, limit: FULL_PAGE }).pipe(
      map((page) => this.#advance(page, cursor, goal)),
    );
  }

  /** Takes in the page after `cursor`, and walks on unless at the goal. */
  #advance(
    page: readonly M[],
    cursor: string | undefined,
    goal: Goal<M>,
  ): readonly M[] {
    const fresh = this.accept(page);
    const upTo = furthest("after_id", page, cursor);
    if (upTo === cursor && cursor === this.window.lowWatermark) {
      throw new StalledPager(
        `Cannot go on beyond ${cursor}: the server gives nothing after it`,
      );
    }
    this.window.advance({ ...goal, upTo });
    if (upTo === cursor || compareIds(upTo ?? "", goal.newest.id) >= 0) {
      return this.#rest(fresh);
    }
    this.isBusy = true;
    this.#next = () => this.#walk(upTo, goal);
    return fresh;
  }

  /** The next step is a new look, whenever that is due. */
  #rest(fresh: readonly M[]): readonly M[] {
    this.isBusy = false;
    this.isBehind = false;
    this.#next = () => this.#look();
    return fresh;
  }
}
