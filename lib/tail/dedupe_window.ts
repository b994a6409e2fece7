import { compareIds, isId } from "../util/ids.ts";
import type { LatenessTimer } from "./lateness_timer.ts";
import { isTimedId, isUpTo, oldestOf, type Row } from "./row.ts";

/** Ids of messages, each with when it was written, in ms of GroupMe's clock. */
export type Written = Iterable<readonly [id: string, ms: number]>;

/** A received message above the low watermark. */
interface Entry {
  readonly created: number;
  /** Since which tick nothing late can appear before it any more. */
  expiredAt: number;
}

/** That many expired messages that were pushed fit a page. */
const MAX_EXPIRED = 50;

/** That many ids without a place among the others are remembered. */
const MAX_STRAY_IDS = 10_000;

/** The part of a conversation that was read completely. */
export interface Polled {
  /** The tick of the `DedupeWindow` when it was requested. */
  readonly at: number;
  /** The newest message at that time, or an older one. */
  readonly newest?: Row<unknown> | undefined;
  /** The id up to which it was read completely; to its end if not given. */
  readonly upTo?: string | undefined;
}

/**
 * The end of a conversation as far as it was received. A message may become
 * visible up to `allowedLateness` later than its id says, so the newest ones
 * are requested again until nothing can appear before them any more. It
 * tells from where to request, and which of the received messages are new.
 */
export class DedupeWindow {
  /** Everything up to this id was received. */
  lowWatermark: string | undefined;
  /** Counts the expiries: a time that no clock can set. */
  tick = 0;
  readonly #entries = new Map<string, Entry>();
  readonly #strays = new Set<string>();
  /** The newest two ids up to the low watermark that were listed, oldest first. */
  #listed: readonly string[] = [];
  readonly #lateness: LatenessTimer;
  readonly #start: string;

  /**
   * Begins after `lowWatermark`, if given.
   *
   * @param start The id before which nothing is new that has no place.
   */
  constructor(lateness: LatenessTimer, lowWatermark?: string, start = "") {
    this.#lateness = lateness;
    this.lowWatermark = lowWatermark;
    this.#start = start;
  }

  /**
   * The id to request newer messages by. A page after it holds at least one
   * message that is known: otherwise it is not whole, whatever its length.
   */
  get sinceId(): string | undefined {
    return this.#listed.length === 2 ? this.#listed[0] : undefined;
  }

  /** Whether the message with this id was received, as far as the id tells. */
  has(id: string): boolean {
    return this.#entries.has(id) || this.#strays.has(id) || this.isBelow(id);
  }

  /** Whether an id is not above the low watermark. */
  isBelow(id: string): boolean {
    const { lowWatermark } = this;
    return lowWatermark !== undefined && isUpTo(id, NaN, lowWatermark);
  }

  /** Whether a page, newest first, goes back to the low watermark: so it is whole. */
  isReachedBy(page: readonly Row<unknown>[]): boolean {
    return page.some(({ id, isOrdered }) => isOrdered && this.isBelow(id));
  }

  /** Whether a page goes back to a message that was received. */
  isJoinedBy(page: readonly Row<unknown>[]): boolean {
    return page.some(({ id }) => this.#entries.has(id));
  }

  /** Takes messages in; returns the new ones, oldest first. */
  accept<M>(rows: readonly Row<M>[]): readonly Row<M>[] {
    const fresh: Row<M>[] = [];
    const entries: Entry[] = [];
    for (const row of rows) {
      const { id, created, isOrdered } = row;
      if (this.#strays.has(id)) continue;
      if (isOrdered) {
        if (this.has(id)) continue;
        const entry = { created, expiredAt: Infinity };
        entries.push(entry);
        this.#entries.set(id, entry);
        // One without an id cannot be distinguished from a received one.
      } else if (!isId(id)) continue;
      else {
        this.#addStray(id);
        if (isUpTo(id, created, this.#start)) continue;
      }
      fresh.push(row);
    }
    if (entries.length > 0) {
      this.#lateness.start(() => {
        this.tick += 1;
        for (const entry of entries) entry.expiredAt = this.tick;
      });
    }
    return fresh.sort((a, b) => compareIds(a.id, b.id));
  }

  /** Takes in the ids that an earlier run received. */
  restore(written: Written): void {
    this.accept(
      [...written].map(([id, ms]) => {
        const created = ms || NaN;
        return { id, created, isOrdered: isTimedId(id, created), message: id };
      }),
    );
  }

  /** The received ids above the low watermark, with their times. */
  written(): Written {
    return [...this.#entries.keys(), ...this.#strays]
      .map((id) => [id, this.#entries.get(id)?.created || 0]);
  }

  /** Whether enough messages have expired that it is time to poll. */
  get isOverfull(): boolean {
    return this.#expired(this.tick).length > MAX_EXPIRED;
  }

  /** Whether nothing late can appear before some message any more. */
  hasExpired(at: number): boolean {
    return this.#expired(at).length > 0;
  }

  /** Moves the low watermark on, after everything above it was read. */
  advance({ at, newest, upTo }: Polled): void {
    // A message that becomes visible later is less than `allowedLateness` older
    // than `newest`. The wire's times are whole seconds: one more for the rounding.
    const written = (newest?.created ?? NaN) - this.#lateness.ms - 1_000;
    const passed: string[] = [];
    for (const [id, { created, expiredAt }] of this.#entries) {
      if (!(expiredAt <= at || created <= written)) continue;
      if (upTo === undefined || compareIds(id, upTo) <= 0) passed.push(id);
    }
    passed.sort(compareIds);
    const watermark = passed.at(-1);
    if (watermark === undefined) return;
    // Beyond a gap that was told, what was received before it is passed already.
    if (!this.isBelow(watermark)) this.lowWatermark = watermark;
    this.#list([
      ...this.#listed,
      ...[...this.#entries.keys()].filter((id) => this.isBelow(id)),
    ]);
    for (const id of this.#entries.keys()) {
      if (this.isBelow(id)) this.#entries.delete(id);
    }
  }

  /** Notes which known messages an accepted page lists: others are gone. */
  note(page: readonly Row<unknown>[]): void {
    const oldest = oldestOf(page)?.id ?? "";
    const older = this.#listed.filter((id) => compareIds(id, oldest) < 0);
    const ids = page.filter((row) => row.isOrdered).map((row) => row.id);
    this.#list([...older, ...ids.filter((id) => !this.#entries.has(id))]);
  }

  /** Trusts no id that was listed any more: the next page is asked for without one. */
  forget(): void {
    this.#listed = [];
  }

  #list(ids: readonly string[]): void {
    this.#listed = [...new Set(ids)].sort(compareIds).slice(-2);
  }

  #expired(at: number): Entry[] {
    return [...this.#entries.values()].filter((it) => it.expiredAt <= at);
  }

  #addStray(id: string): void {
    this.#strays.add(id);
    const [oldest = ""] = this.#strays;
    if (this.#strays.size > MAX_STRAY_IDS) this.#strays.delete(oldest);
  }
}
