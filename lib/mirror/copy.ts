import {
  catchError,
  defer,
  from,
  map,
  type Observable,
  of,
  switchMap,
  throwError,
} from "rxjs";
import { BadResponse, Forbidden, NotFound, StalledPager } from "../errors.ts";
import { changeOf } from "../changes/message_change.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import { compareIds } from "../util/ids.ts";
import { toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { ListedConversation, SendRequest } from "./conversation_list.ts";
import {
  addToCoverage,
  BEGINNING,
  type Coverage,
  type IdRange,
  isCovered,
  maxId,
  minId,
  missingRanges,
  nextId,
  rangeOf,
} from "./coverage.ts";
import { comparableIds, type PageAnchor, provenRange } from "./proof.ts";
import type { DeletedPolicy } from "./registers.ts";
import { idAt, type ServerClock } from "./server_clock.ts";
import type { MirrorBatch, MirrorStore } from "./store.ts";
import { storeLiked } from "./store_liked.ts";

/** Reads a page of a conversation. */
export type ReadPage = (
  anchor: PageAnchor,
) => Observable<readonly AnyMessage[]>;

/** The parts that the copies of a run share. */
export interface CopyContext {
  readonly store: MirrorStore;
  /** Writes to the store. */
  readonly write: (batch: MirrorBatch) => Promise<void>;
  readonly clock: ServerClock;
  /** When the run started, in ms since 1970. */
  readonly asOf: number;
  /** How late a message may appear, in ms. */
  readonly allowedLateness: number;
  /** Only what is newer than this id. */
  readonly floor: string;
  /** Messages newer than this id are read again, for their reactions. */
  readonly lookbackFloor: string;
  /** Sends a request in its turn. */
  readonly send: SendRequest;
  readonly deleted: DeletedPolicy;
}

/** How a page of a conversation was stored. */
export interface CopyStep {
  readonly rows: readonly MessageData[];
  /** How many of them were not stored before. */
  readonly added: number;
  readonly isGone?: boolean;
}

/** Pages in a row that may bring nothing before the copy gives up. */
const MAX_STALE_PAGES = 2;

/** The copy of one conversation: knows what is missing, and reads it, newest first. */
export class ConversationCopy {
  readonly listed: ListedConversation;
  coverage: Coverage;
  /** Whether a page of it is under way. */
  isBusy = false;
  /** Whether it is gone from the server, or fails. */
  isGivenUp = false;
  readonly #context: CopyContext;
  readonly #read: ReadPage;
  /** The newest page was read when nothing below this could appear any more. */
  #newestReadAt: string | undefined;
  /** The oldest id that was reached from the newest page on, without a gap. */
  #reached: string | undefined;
  /** Where reading the newest messages again goes on; nothing where it is done. */
  #sweep: PageAnchor | undefined;
  /** Whether what was liked lately is still to be asked for. */
  #areLikesDue = false;
  /** Whether the server tells nothing of what is above the newest message. */
  #isTopUnknown = false;
  #stalePages = 0;
  /** Stored messages that are too new to be covered. */
  #unproven: ReadonlySet<string> = new Set();
  /** The anchor that is taken where the one of the gap was refused. */
  #detour: string | undefined;

  constructor(
    listed: ListedConversation,
    coverage: Coverage,
    read: ReadPage,
    context: CopyContext,
    isSwept = false,
  ) {
    this.listed = listed;
    this.coverage = coverage;
    this.#read = read;
    this.#context = context;
    const { lastId } = listed;
    const newest = coverage.at(-1);
    const isOld = newest !== undefined && newest.asOf < context.asOf;
    const isRecent = compareIds(lastId, context.lookbackFloor) > 0;
    if (isOld && isRecent && !isSwept) {
      this.#sweep = {};
      this.#areLikesDue = true;
    }
    const isKnown = lastId === "" || rangeOf(coverage, lastId) !== undefined;
    if (isKnown) this.#newestReadAt = lastId || BEGINNING;
  }

  /** Whether its newest messages are being read again. */
  get isSweeping(): boolean {
    return this.#sweep !== undefined;
  }

  /** The range to cover: up to the newest message, as far as that can be proven. */
  get target(): IdRange {
    const { clock, allowedLateness, floor } = this.#context;
    const top = maxId(this.listed.lastId || BEGINNING, this.#newestCovered());
    const cutoff = clock.cutoff(allowedLateness);
    // One more page once all of it can be proven, and not one each moment.
    const isProvable = compareIds(cutoff, top) >= 0;
    const to = isProvable ? top : minId(top, this.#newestReadAt ?? cutoff);
    return { from: floor, to };
  }

  /** The parts that are not covered yet, newest first. */
  get missing(): readonly IdRange[] {
    return missingRanges(this.coverage, this.target);
  }

  /** Whether nothing is left to be read. */
  get isDone(): boolean {
    return this.isGivenUp || this.#next() === undefined;
  }

  /** The id below which it reads next: the newest conversation goes first. */
  get nextTop(): string {
    const anchor = this.#next();
    return anchor?.beforeId ?? anchor?.afterId ?? this.listed.lastId;
  }

  /** Reads and stores the next page. */
  step(): Observable<CopyStep> {
    return defer(() => {
      if (this.#areLikesDue) {
        this.#areLikesDue = false;
        return storeLiked(this.#context, this.listed, this.coverage).pipe(
          map(() => ({ rows: [], added: 0 })),
        );
      }
      const anchor = this.#next() ?? {};
      const { clock, allowedLateness } = this.#context;
      // As of the asking: what appears while the answer is under way may be missing.
      const before = clock.cutoff(allowedLateness);
      return this.#read(anchor).pipe(
        switchMap((page) => this.#store(anchor, page, before)),
        catchError((error) => this.#recover(anchor, error)),
      );
    });
  }

  #newestCovered(): string {
    return this.coverage.at(-1)?.to ?? BEGINNING;
  }

  #next(): PageAnchor | undefined {
    if (this.#sweep) return this.#sweep;
    if (this.#newestReadAt === undefined) return {};
    const [gap] = this.missing;
    if (!gap) return undefined;
    const isTop = compareIds(gap.to, this.#newestCovered()) > 0;
    if (!isTop) return { beforeId: this.#detour ?? nextId(gap.to) };
    if (this.#reached && compareIds(this.#reached, gap.to) > 0) {
      return { beforeId: this.#reached };
    }
    // By now more of the newest page can be proven.
    if (compareIds(this.#newestReadAt, gap.to) < 0) return {};
    // Only a message that is gone can have been there.
    if (!this.#isTopUnknown) return { afterId: gap.from };
    const [, next] = this.missing;
    return next && { beforeId: this.#detour ?? nextId(next.to) };
  }

  async #store(
    anchor: PageAnchor,
    page: readonly AnyMessage[],
    cutoffBefore: string,
  ): Promise<CopyStep> {
    const { write, clock, asOf, allowedLateness, deleted } = this.#context;
    const rows = page.map(({ data }): MessageData => data);
    const times = rows.map((it) => clock.see(toId(it.id), it.created_at));
    const ids = rows.map(({ id }) => toId(id));
    // That the server has given out an id tells its time as well.
    const byPage = idAt(Math.max(...times) - allowedLateness);
    const cutoff = maxId(cutoffBefore, byPage);
    // Of an id that does not fit its time nothing follows.
    const regular = ids.filter((_, n) => (times[n] ?? 0) > -Infinity);
    const isReadable = regular.length > 0 || ids.length === 0;
    const proven = isReadable
      ? provenRange(anchor, regular, cutoff)
      : undefined;
    const coverage = proven
      ? addToCoverage(this.coverage, { ...proven, asOf })
      : this.coverage;
    const changes = page.map(changeOf).filter((it) => it !== undefined);
    const known = this.coverage;
    await write({
      name: this.listed.name,
      rows,
      changes,
      coverage,
      deleted,
    });
    const isProgress = proven !== undefined && !isCovered(known, proven);
    this.#advance(anchor, regular, cutoff, isProgress);
    this.coverage = coverage;
    const fresh = ids.filter((id) =>
      !rangeOf(known, id || BEGINNING) && !this.#unproven.has(id)
    );
    this.#unproven = new Set(
      [...this.#unproven, ...fresh].filter((id) => !rangeOf(coverage, id)),
    );
    return { rows, added: fresh.length };
  }

  #advance(
    anchor: PageAnchor,
    ids: readonly string[],
    cutoff: string,
    isProgress: boolean,
  ): void {
    const [oldest] = comparableIds(ids).toSorted(compareIds);
    const { beforeId, afterId } = anchor;
    const isNewest = beforeId === undefined && afterId === undefined;
    if (isNewest) {
      this.#newestReadAt = cutoff;
      this.#reached = oldest;
    }
    const isBeyond = oldest !== undefined && beforeId !== undefined &&
      compareIds(oldest, beforeId) < 0;
    const isFurther = isBeyond && beforeId === this.#reached;
    if (isFurther) this.#reached = oldest;
    if (this.#sweep) {
      const goesOn = oldest !== undefined && (isNewest || isBeyond) &&
        compareIds(oldest, this.#context.lookbackFloor) > 0;
      this.#sweep = goesOn ? { beforeId: oldest } : undefined;
    } else if (isNewest || isProgress || isFurther) {
      this.#stalePages = 0;
      if (isProgress) this.#detour = undefined;
    } else if (afterId !== undefined) {
      this.#isTopUnknown = true;
    } else if (++this.#stalePages >= MAX_STALE_PAGES) {
      throw new StalledPager(
        `Cannot go on with ${this.listed.name} from ${beforeId}: the server repeats itself. Run again later: what was read is kept.`,
      );
    }
  }

  #recover(anchor: PageAnchor, error: unknown): Observable<CopyStep> {
    if (error instanceof NotFound || error instanceof Forbidden) {
      this.isGivenUp = true;
      return of({ rows: [], added: 0, isGone: true });
    }
    const isRefused = error instanceof BadResponse && error.status === 400;
    const { beforeId, afterId } = anchor;
    if (isRefused && afterId !== undefined) {
      this.#isTopUnknown = true;
      return of({ rows: [], added: 0 });
    }
    if (!isRefused || !beforeId || this.#detour) {
      return throwError(() => error);
    }
    // A server may refuse an anchor that is no message: a message above it is one.
    const { store } = this.#context;
    const above = async () =>
      await store.read(this.listed.name, { after: beforeId, limit: 1 });
    return from(above()).pipe(
      map(([row]) => {
        this.#detour = row && toId(row.id);
        if (!this.#detour) throw error;
        return { rows: [], added: 0 };
      }),
    );
  }
}
