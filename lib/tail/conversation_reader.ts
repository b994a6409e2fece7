import { map, type Observable, of, switchMap } from "rxjs";
import { StalledPager } from "../errors.ts";
import { compareIds } from "../util/ids.ts";
import { type Page, Pages } from "./catch_up.ts";
import type { ConversationSource, Timestamped } from "./conversation_source.ts";
import { DedupeWindow, type Polled, type Written } from "./dedupe_window.ts";
import type { Gap } from "./gaps.ts";
import type { LatenessTimer } from "./lateness_timer.ts";
import { newestOf, oldestOf, type Row, timeOfId } from "./row.ts";

/** Where to read a conversation from; from what is newest now, if empty. */
export interface Start {
  /** After this id, up to which everything was received; or the `"beginning"`. */
  readonly after?: string | undefined;
  /** Newer messages that were received too. */
  readonly seen?: Written;
  /** After this id; and what becomes visible below it from the first poll on. */
  readonly since?: string | undefined;
  /** What was received already: the end of the conversation. */
  readonly shown?: readonly Timestamped[];
  /** After this id, which may be of another conversation. */
  readonly horizon?: string | undefined;
}

/** The part of a run that all its conversations share. */
export interface ReaderContext {
  /** Measures `allowedLateness`. */
  readonly lateness: LatenessTimer;
  /** Pages to read at most before a gap is told; none is, if not given. */
  readonly maxCatchUp?: number | undefined;
  /** Tells of a gap. */
  readonly tell: (gap: Gap) => void;
}

/** A poll, with what was newest then: that is to be reached. */
interface Goal<M> extends Polled {
  /** The page that showed it. */
  readonly page: Page<M>;
  /** Whether what is above the low watermark was read before it in part. */
  readonly isPartial?: boolean;
}

/**
 * - `idle`: read to its end.
 * - `checking`: reading again, to make sure that nothing late is missed.
 * - `behind`: reading what it missed.
 */
export type Progress = "idle" | "checking" | "behind";

/**
 * Reads one conversation on. Each `step()` emits one page of new messages, and
 * what the next step requests depends on it. The caller decides when.
 */
export class ConversationReader<M extends Timestamped> {
  /** What was received of the end of the conversation. */
  readonly window: DedupeWindow;
  /** Whether another step has to follow at once, and for what. */
  progress: Progress = "behind";
  /** Whether it was read to its end for certain, when it was last `idle`. */
  isWhole = false;
  /** The conversation. */
  readonly key: ConversationSource<M>["key"];
  readonly #pages: Pages<M>;
  readonly #context: ReaderContext;
  /** Whether what an earlier run received may hide what was late for it. */
  isUnsure: boolean;
  #next: () => Observable<Page<M>>;

  /** Begins where `start` says; nothing is requested yet. */
  constructor(
    source: ConversationSource<M>,
    context: ReaderContext,
    { after, seen = [], since, shown, horizon }: Start,
  ) {
    this.key = source.key;
    this.#pages = new Pages(source);
    this.#context = context;
    const isFirst = after === "beginning";
    this.window = new DedupeWindow(
      context.lateness,
      isFirst ? undefined : after,
    );
    this.window.restore(seen);
    this.isUnsure = [...seen].length > 0;
    if (shown) this.#know(this.#pages.read(shown));
    this.#next = isFirst
      ? () => this.#begin()
      : since !== undefined
      ? () => this.#startAfter(since)
      : after !== undefined || shown
      ? () => this.#poll()
      : () => this.#startAt(horizon);
  }

  /** Requests a page; emits its new messages, oldest first. */
  step(): Observable<Page<M>> {
    return this.#next();
  }

  /** Takes messages that came without a request; returns the new ones. */
  accept(messages: readonly M[]): Page<M> {
    return this.window.accept(this.#pages.read(messages));
  }

  /** Takes rows that go to the end for received. */
  #know(rows: readonly Row<unknown>[]): void {
    const { window } = this;
    window.lowWatermark = oldestOf(rows)?.id;
    window.accept(rows);
    window.advance({ at: window.tick, newest: newestOf(rows) });
    window.note(rows);
  }

  /** Starts after what is there now, or after `horizon`. */
  #startAt(horizon: string | undefined): Observable<Page<M>> {
    return this.#pages.ask({}).pipe(switchMap((page) => {
      if (horizon !== undefined) return this.#resume(horizon, page);
      this.#know(page);
      return of(this.#rest([]));
    }));
  }

  /** Starts after a message; those that are listed below it count as received. */
  #startAfter(id: string): Observable<Page<M>> {
    const created = timeOfId(id);
    const since = { id, created, isAnchor: true, message: undefined };
    const known: Row<unknown>[] = [since];
    const late = created - this.#context.lateness.ms - 1_000;
    return this.#pages.ask({ before_id: id }, { idempotent: true }).pipe(
      switchMap((page) =>
        this.#pages.back(page, (older) => {
          known.push(...older);
          return !((oldestOf(older)?.created ?? NaN) > late);
        })
      ),
      map(() => {
        this.#know(known);
        this.progress = "checking";
        this.#next = () => this.#poll();
        return [];
      }),
    );
  }

  /** Starts with the very first message. */
  #begin(): Observable<Page<M>> {
    const at = this.window.tick;
    return this.#pages.ask({}).pipe(switchMap((page) => {
      if (page.length === 0) return of(this.#rest([]));
      const goal = { at, newest: newestOf(page), page };
      return this.#pages.first().pipe(
        map((first) => this.#take(first, undefined, goal)),
      );
    }));
  }

  /** Requests the newest messages; where they may hide older ones, reads all. */
  #poll(): Observable<Page<M>> {
    const { window } = this;
    const { tick: at, sinceId } = window;
    return this.#pages.ask({ since_id: sinceId }).pipe(switchMap((page) => {
      const newest = newestOf(page);
      if (newest && window.isReachedBy(page)) {
        const fresh = window.accept(page);
        window.advance({ at, newest });
        window.note(page);
        return of(this.#rest(fresh));
      }
      // What a page that joins may hide is late, and is looked for in time.
      const joins = window.isJoinedBy(page);
      if (joins && !this.isUnsure && !window.hasExpired(at)) {
        return of(this.#rest(window.accept(page)));
      }
      if (newest || page.length > 0 && sinceId === undefined) {
        return this.#catchUp({ at, newest, page }, joins);
      }
      // It lacks what is known: that, or the id it was asked for by, is gone.
      window.forget();
      return sinceId === undefined ? of(this.#rest([])) : this.#poll();
    }));
  }

  #catchUp(goal: Goal<M>, joins: boolean): Observable<Page<M>> {
    const { lowWatermark } = this.window;
    if (lowWatermark === undefined) return this.#begin();
    const { maxCatchUp } = this.#context;
    if (maxCatchUp && !joins && goal.newest) {
      return this.#jump(goal, maxCatchUp);
    }
    this.progress = joins ? "checking" : "behind";
    this.#next = () => this.#walk(lowWatermark, goal);
    return this.#next();
  }

  /** Reads back to where it joins, or for so many pages, and tells of a gap. */
  #jump(goal: Goal<M>, pages: number): Observable<Page<M>> {
    const { window } = this;
    const all: Row<M>[] = [];
    const isJoined = (older: Page<M>) =>
      window.isReachedBy(older) || window.isJoinedBy(older);
    return this.#pages.back(goal.page, (older) => {
      all.push(...older);
      return isJoined(older) || --pages <= 0;
    }).pipe(map((last) => {
      const { id: before = "" } = oldestOf(last) ?? {};
      const after = window.newestBefore(before);
      const isGap = !isJoined(last) && after !== undefined;
      if (isGap) {
        this.#context.tell({ conversation: this.key, after, before });
      }
      const fresh = window.accept(all);
      if (isGap) window.lowWatermark = before;
      if (isGap || window.isReachedBy(last)) {
        window.advance(goal);
        window.note(all);
      }
      return this.#rest(fresh);
    }));
  }

  /** Reads on from `from`, page by page, up to the goal. */
  #walk(
    from: string,
    goal: Goal<M>,
    stalledAt?: string,
  ): Observable<Page<M>> {
    return this.#pages.ask({ after_id: from }).pipe(
      map((page) => this.#take(page, from, goal, stalledAt)),
    );
  }

  /** Takes in the page after `from`, and walks on unless at the goal. */
  #take(
    page: Page<M>,
    from: string | undefined,
    goal: Goal<M>,
    stalledAt?: string,
  ): Page<M> {
    const fresh = this.window.accept(page);
    const { id = from } = newestOf(page) ?? {};
    const upTo = from && id && compareIds(id, from) < 0 ? from : id;
    const { newest, isPartial } = goal;
    // What was read before the goal was known may have been joined by late ones.
    if (!isPartial) this.window.advance({ ...goal, upTo });
    // Without anything that is to be reached it goes as far as it can.
    const isReached = newest
      ? upTo !== undefined && compareIds(upTo, newest.id) >= 0
      : upTo === from;
    if (upTo === undefined || isReached) {
      // One whose id has no place may stand behind what is newest.
      const strays = goal.page.filter(({ isAnchor }) => !isAnchor);
      return this.#rest([...fresh, ...this.window.accept(strays)], !!newest);
    }
    if (this.progress === "idle") this.progress = "behind";
    if (upTo !== from) {
      this.#next = () => this.#walk(upTo, goal, stalledAt);
    } else if (stalledAt === undefined || compareIds(upTo, stalledAt) > 0) {
      this.#next = () => this.#rejoin(upTo);
    } else {
      this.#next = () => this.#poll();
      // What was accepted has to be delivered.
      if (fresh.length > 0) return fresh;
      throw new StalledPager(
        `Cannot go on beyond ${from}: the server gives nothing after it, but lists ${newest?.id}. Wait, or subscribe again`,
      );
    }
    return fresh;
  }

  /** Where nothing is listed after `id`, goes on from a message that is there. */
  #rejoin(id: string): Observable<Page<M>> {
    return this.#pages.ask({}).pipe(switchMap((page) => {
      const newest = newestOf(page);
      // What was to be reached is gone.
      return newest && compareIds(newest.id, id) > 0
        ? this.#resume(id, page)
        : of(this.#rest(this.window.accept(page), !!newest));
    }));
  }

  /** Reads on after `id`, from the newest message up to it that is there. */
  #resume(id: string, page: Page<M>): Observable<Page<M>> {
    const { window } = this;
    const at = window.tick;
    const newest = newestOf(page);
    const upToId = (rows: Page<M>) =>
      rows.filter((row) => row.isAnchor && compareIds(row.id, id) <= 0);
    if (!newest) return this.#begin();
    return this.#pages.back(page, (rows) => upToId(rows).length > 0).pipe(
      switchMap((rows) => {
        const from = newestOf(upToId(rows))?.id;
        if (from === undefined) return this.#begin();
        window.lowWatermark ??= from;
        const isPartial = !window.isBelow(from);
        if (rows !== page) {
          return this.#walk(from, { at, newest, page, isPartial }, id);
        }
        const fresh = window.accept(page);
        if (!isPartial) {
          window.advance({ at, newest });
          window.note(page);
        }
        return of(this.#rest(fresh));
      }),
    );
  }

  /** The next step is a new poll, whenever that is due. */
  #rest(fresh: Page<M>, isWhole = true): Page<M> {
    this.isWhole = isWhole;
    this.isUnsure = false;
    this.progress = "idle";
    this.#next = () => this.#poll();
    return fresh;
  }
}
