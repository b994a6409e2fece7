import { compareIds, idOfTime } from "../util/ids.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import type { LatenessTimer } from "./lateness_timer.ts";

/** The newest id of all conversations, and when it was written, in ms of GroupMe's clock. */
export type Watermark = readonly [id: string, ms: number];

/** A message as an index or push tells of it. */
export interface Sighting {
  /** Its id. */
  readonly id: string;
  /** When it was written, in ms of GroupMe's clock. */
  readonly created: number;
}

/** How much earlier the run may have begun than was measured, in ms. */
const MARGIN_MS = 30_000;

/**
 * Where a conversation begins that turns up during a run: after the newest id
 * of a while ago, since what is older than the newest one may still become
 * visible; and after the beginning of the run.
 */
export class HighWaterMark {
  /** The mark that counts, and the one that is to follow it. */
  readonly marks: Watermark[];
  readonly #lateness: LatenessTimer;
  readonly #elapsed: () => number;
  /** A time before the beginning of the run, in ms of GroupMe's clock. */
  #startedAt = -Infinity;
  /** Whether a message was seen that was written during the run. */
  #isMeasured = false;
  #isRipe = false;

  /**
   * Goes on with the marks of an earlier run.
   *
   * @param elapsed Milliseconds since the beginning of the run.
   */
  constructor(
    lateness: LatenessTimer,
    elapsed: () => number,
    marks: readonly Watermark[] = [],
  ) {
    this.#lateness = lateness;
    this.#elapsed = elapsed;
    this.marks = [...marks];
    if (this.marks.length > 1) this.#ripen();
  }

  /** The id after which a conversation begins; `"0"` where nothing is known. */
  get id(): string {
    const [[id] = ["0"]] = this.marks;
    const started = this.#startedAt > 0
      ? idOfTime(new Date(this.#startedAt))
      : "0";
    return compareIds(id, started) > 0 ? id : started;
  }

  /** Whether a message with this id was written during the run for certain. */
  isBefore(id: string): boolean {
    return this.#isMeasured && compareIds(id, this.id) > 0;
  }

  /**
   * Learns from a message that was written before now how late it is at least.
   *
   * @param isOld Whether it may have been written before the run.
   */
  see({ id, created }: Sighting, isOld = false): void {
    const [[newest] = ["0"]] = this.marks;
    this.#isMeasured ||= !isOld && compareIds(id, newest) > 0;
    const startedAt = created - this.#elapsed() - MARGIN_MS;
    if (startedAt > this.#startedAt) this.#startedAt = startedAt;
  }

  /** Moves on, after all indexes were read: to what was newest a while ago. */
  advance(sightings: readonly Sighting[]): void {
    const { marks } = this;
    const newest = sightings.reduce<Sighting | undefined>(
      (a, b) => a && compareIds(a.id, b.id) >= 0 ? a : b,
      undefined,
    );
    if (!newest) return;
    const [, next] = marks;
    const isPast = next &&
      newest.created >= next[1] + this.#lateness.ms + 1_000;
    if (this.#isRipe || isPast) marks.shift();
    if (marks.length === 2) return;
    marks.push([newest.id, newest.created]);
    if (marks.length === 2) this.#ripen();
  }

  #ripen(): void {
    this.#isRipe = false;
    const [, next] = this.marks;
    this.#lateness.start(() => this.#isRipe = next === this.marks[1]);
  }
}

/**
 * Measures the time from now on, in ms: rather too much than too little, as a
 * monotonic clock stands still while the device sleeps.
 */
export function elapsedTime(scheduler: { now(): number }): () => number {
  const clocks = [scheduler, { now: () => scheduler.now() }].map((clock) => {
    const now = monotonicClock(clock);
    const begun = now();
    return () => now() - begun;
  });
  return () => Math.max(...clocks.map((elapsed) => elapsed()));
}
