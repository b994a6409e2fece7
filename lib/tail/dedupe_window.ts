import { compareIds, isId } from "../util/ids.ts";

/** What a window can hold. */
export interface Timestamped {
  /** Decimal, growing with time. */
  readonly id: string;
  /** When it was written. */
  readonly createdAt?: Date;
}

/** When a message was received, and when it was written; in ms. */
interface Entry {
  readonly received: number;
  readonly created: number;
}

/** Ids of messages, each with when it was written, in ms of GroupMe's clock. */
export type Written = Iterable<readonly [id: string, ms: number]>;

/** The clock of another run, and GroupMe's, may be off by so many ms. */
const CLOCKS_DIFFER = 60_000;

/** So many messages that came by themselves fit a page. */
const UNSURE = 50;

/** What was looked at. */
export interface Polled {
  /** When it was asked for, in ms. */
  readonly at: number;
  /** The newest message at that time, or an older one. */
  readonly newest?: Timestamped;
  /** Only up to this id was everything looked at. */
  readonly upTo?: string;
}

/**
 * The end of a conversation as far as it was received. A message may become
 * visible up to `overlap` ms later than its id says, so the newest ones are
 * asked for again until nothing can appear before them any more; this tells
 * which those are, and which of the messages asked for are new.
 */
export class DedupeWindow<M extends Timestamped> {
  /** Everything up to this id was received: ask for what is newer. */
  lowWatermark: string | undefined;
  readonly #entries = new Map<string, Entry>();

  /** Begins after `anchor`, if given. */
  constructor(readonly allowedLateness: number, anchor?: string) {
    this.lowWatermark = anchor;
  }

  /** Was this message received? */
  has(id: string): boolean {
    return this.#entries.has(id) ||
      (this.lowWatermark !== undefined &&
        compareIds(id, this.lowWatermark) <= 0);
  }

  /** Takes messages in, and returns those that are new, oldest first. */
  accept(messages: readonly M[], received: number): readonly M[] {
    const fresh: M[] = [];
    for (const message of messages) {
      // Without an id nobody can tell whether it was there before.
      if (!isId(message.id) || this.has(message.id)) continue;
      this.#entries.set(message.id, { received, created: time(message) });
      fresh.push(message);
    }
    return fresh.sort((a, b) => compareIds(a.id, b.id));
  }

  /** Takes ids for received, in an earlier run, at the beginning of this one. */
  restore(written: Written, now: number): void {
    for (const [id, created] of written) {
      const received = Math.min(created + CLOCKS_DIFFER, now);
      this.#entries.set(id, { received, created });
    }
  }

  /** When a message was written; long ago, if it is not in here. */
  writtenAt(id: string): number {
    return this.#entries.get(id)?.created || 0;
  }

  /** What is in it, with the times. */
  written(): Written {
    return [...this.#entries.keys()].map((id) => [id, this.writtenAt(id)]);
  }

  /** Is so much of it due that it is time to look? */
  isOverfull(at: number): boolean {
    const old = [...this.#entries.values()].filter((e) => this.#isOld(e, at));
    return old.length > UNSURE;
  }

  /** Can nothing late appear any more before some message, once looked for? */
  hasExpired(at: number): boolean {
    return [...this.#entries.values()].some((e) => this.#isOld(e, at));
  }

  /** Moves on, after everything since the anchor was looked at. */
  advance({ at, newest, upTo }: Polled): void {
    // What is visible so late was written less than `overlap` before `newest`.
    // The wire's times are whole seconds: one more for the rounding.
    const written = time(newest) - this.allowedLateness - 1_000;
    let anchor = this.lowWatermark;
    for (const [id, entry] of this.#entries) {
      if (!(this.#isOld(entry, at) || entry.created <= written)) continue;
      if (upTo !== undefined && compareIds(id, upTo) > 0) continue;
      if (!anchor || compareIds(id, anchor) > 0) anchor = id;
    }
    if (anchor === this.lowWatermark) return;
    this.lowWatermark = anchor;
    for (const id of this.#entries.keys()) {
      if (this.lowWatermark && compareIds(id, this.lowWatermark) <= 0) {
        this.#entries.delete(id);
      }
    }
  }

  #isOld({ received }: Entry, at: number): boolean {
    return received + this.allowedLateness <= at;
  }
}

function time(message?: Timestamped): number {
  return Number(message?.createdAt ?? NaN);
}
