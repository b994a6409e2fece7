import { catchError, map, type Observable, of, switchMap } from "rxjs";
import { StalledPager } from "../errors.ts";
import { CatchUp, type Goal, type Outcome, type Step } from "./catch_up.ts";
import type { ConversationSource, Timestamped } from "./conversation_source.ts";
import { DedupeWindow, type Written } from "./dedupe_window.ts";
import type { Gap } from "./gaps.ts";
import type { LatenessTimer } from "./lateness_timer.ts";
import { type Page, Pages } from "./pages.ts";
import { newestOf, oldestOf, type Row, timeOfId } from "./row.ts";

/** Where to read a conversation from; from what is newest now, if empty. */
export interface Start {
  /** After this id, up to which everything was received; or the `"beginning"`. */
  readonly after?: string | undefined;
  /** Newer messages that were received too. */
  readonly seen?: Written;
  /** After this id; and what becomes visible below it from the first poll on. */
  readonly since?: string | undefined;
  /** The end of the conversation, which was received already. */
  readonly shown?: readonly Timestamped[];
  /** After this id, which may be of another conversation. */
  readonly watermark?: string | undefined;
  /** Whether no index lists it, so that it has to be polled. */
  readonly isUnlisted?: boolean | undefined;
}

/** The part of a run that all its conversations share. */
export interface ReaderContext {
  /** Measures `allowedLateness`. */
  readonly lateness: LatenessTimer;
  /** Pages to read at most before a gap is left; none is, if not given. */
  readonly maxCatchUp?: number | undefined;
  /** Tells of a gap. */
  readonly tell: (gap: Gap) => void;
}

/**
 * - `idle`: read to its end.
 * - `checking`: reading again, to make sure that nothing late is missed.
 * - `behind`: reading what it missed.
 */
export type ReaderState = "idle" | "checking" | "behind";

/**
 * Reads one conversation on. Each `step()` emits one page of new messages, and
 * what the next step requests depends on it. The caller decides when.
 */
export class ConversationReader<M extends Timestamped> {
  /** The received messages at the end of the conversation. */
  readonly dedupeWindow: DedupeWindow;
  /** Whether another step has to follow at once, and for what. */
  progress: ReaderState = "behind";
  /** Whether what an earlier run received may hide what was late for it. */
  mustRecheck: boolean;
  /** Whether it was read to its end for certain, when it was last `idle`. */
  isWhole = false;
  /** The conversation. */
  readonly key: ConversationSource<M>["key"];
  readonly #pages: Pages<M>;
  readonly #catchUp: CatchUp<M>;
  readonly #context: ReaderContext;
  readonly #poll: Step<M> = () => this.#polled();
  #next: Step<M>;

  /** Begins where `start` says; nothing is requested yet. */
  constructor(
    source: ConversationSource<M>,
    context: ReaderContext,
    { after, seen = [], since, shown, watermark }: Start,
  ) {
    this.key = source.key;
    this.#context = context;
    this.#pages = new Pages(source, [after, since, watermark]);
    const isFirst = after === "beginning";
    const known = isFirst ? undefined : after;
    this.dedupeWindow = new DedupeWindow(
      context.lateness,
      known,
      known ?? since ?? watermark,
    );
    this.#catchUp = new CatchUp(this.#pages, this.dedupeWindow);
    this.dedupeWindow.restore(seen);
    this.mustRecheck = [...seen].length > 0;
    if (shown) this.#know(this.#pages.read(shown));
    this.#next = isFirst
      ? () => this.#catchUp.begin()
      : since !== undefined
      ? () => this.#startAfter(since)
      : after !== undefined || shown
      ? this.#poll
      : () => this.#startAt(watermark);
  }

  /** Requests a page; emits its new messages, oldest first. */
  step(): Observable<Page<M>> {
    return this.#next().pipe(
      map(({ rows, next, isWhole = false }) => {
        this.#next = next ?? this.#poll;
        if (!next) {
          this.progress = "idle";
          this.isWhole = isWhole;
          this.mustRecheck = false;
        } else if (this.progress === "idle") this.progress = "behind";
        return rows;
      }),
      catchError((error) => {
        // Any other failure is followed by the same request.
        if (error instanceof StalledPager) this.#next = this.#poll;
        throw error;
      }),
    );
  }

  /** Takes messages that came without a request; returns the new ones. */
  accept(messages: readonly M[]): Page<M> {
    return this.dedupeWindow.accept(this.#pages.read(messages));
  }

  /** Takes rows that go to the end for received. */
  #know(rows: readonly Row<unknown>[]): void {
    const { dedupeWindow } = this;
    dedupeWindow.lowWatermark = oldestOf(rows)?.id;
    dedupeWindow.accept(rows);
    dedupeWindow.advance({ at: dedupeWindow.tick, newest: newestOf(rows) });
    dedupeWindow.note(rows);
  }

  /** Starts after what is there now, or after `watermark`. */
  #startAt(watermark: string | undefined): Observable<Outcome<M>> {
    return this.#pages.request({}).pipe(switchMap((page) => {
      if (watermark !== undefined) return this.#catchUp.resume(watermark, page);
      this.#know(page);
      return of({ rows: [], isWhole: true });
    }));
  }

  /** Starts after a message; those that are listed below it count as received. */
  #startAfter(id: string): Observable<Outcome<M>> {
    const created = timeOfId(id);
    const since = { id, created, isOrdered: true, message: undefined };
    const known: Row<unknown>[] = [since];
    const late = created - this.#context.lateness.ms - 1_000;
    return this.#pages.request({ before_id: id }, { idempotent: true }).pipe(
      switchMap((page) =>
        this.#pages.back(page, (older) => {
          known.push(...older);
          return !((oldestOf(older)?.created ?? NaN) > late);
        })
      ),
      map(() => {
        this.#know(known);
        return { rows: [], next: this.#poll };
      }),
    );
  }

  /** Requests the newest messages; where they may hide older ones, reads all. */
  #polled(): Observable<Outcome<M>> {
    const { dedupeWindow } = this;
    const { tick: at, sinceId } = dedupeWindow;
    return this.#pages.request({ since_id: sinceId }).pipe(switchMap((page) => {
      if (dedupeWindow.isReachedBy(page)) {
        return of(this.#catchUp.whole(page, at));
      }
      // A page that joins can hide late messages only, which are polled for in time.
      const joins = dedupeWindow.isJoinedBy(page);
      if (joins && !this.mustRecheck && !dedupeWindow.hasExpired(at)) {
        return of({ rows: dedupeWindow.accept(page), isWhole: true });
      }
      const newest = newestOf(page);
      if (newest || page.length > 0 && sinceId === undefined) {
        return this.#readOn({ at, newest, page }, joins);
      }
      // It lacks what is known: that, or the id it was asked for by, is gone.
      dedupeWindow.forget();
      return sinceId === undefined
        ? of({ rows: [], isWhole: true })
        : this.#polled();
    }));
  }

  #readOn(
    goal: Goal<M>,
    joins: boolean,
  ): Observable<Outcome<M>> {
    const { lowWatermark } = this.dedupeWindow;
    if (lowWatermark === undefined) return this.#catchUp.begin();
    const { maxCatchUp, tell } = this.#context;
    if (maxCatchUp && !joins && goal.newest) {
      return this.#catchUp.jump(
        goal,
        maxCatchUp,
        (gap) => tell({ conversation: this.key, ...gap }),
      );
    }
    this.progress = joins ? "checking" : "behind";
    // Where it fails it is tried again from here.
    this.#next = () => this.#catchUp.walk(lowWatermark, goal);
    return this.#next();
  }
}
