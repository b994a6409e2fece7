import type { SchedulerAction, SchedulerLike, Subscription } from "rxjs";
import { assertNumber } from "../checks.ts";
import { ActionQueue, QueuedAction } from "./action_queue.ts";
import { MacrotaskTurns } from "./macrotask_turns.ts";

/** Turns without news before everything counts as settled: a file takes some. */
const QUIET_TURNS = 8;
/** Enough for a walk through any history: who is busier than this never rests. */
const MAX_TURNS = 1_000_000;
/** The same for what holds the clock: these turns take a millisecond or two. */
const MAX_HELD_TURNS = 2000;

/** Options for {@linkcode VirtualClock}. */
export interface VirtualClockOptions {
  /**
   * The initial time, in ms since 1970, 0 or more.
   *
   * @default {1754052300000}
   */
  start?: number | undefined;
}

/**
 * A virtual clock for tests, as a `SchedulerLike`: time passes only by `advance()`
 * and `until()`, and an hour of it takes milliseconds.
 *
 * Unlike RxJS's own virtual schedulers it waits for promises: before and after
 * each scheduled action, pending promises, `fetch` over a simulator and the
 * reading of bodies get the turns of the event loop that they need.
 *
 * @example Ten minutes of a timer
 * ```ts
 * import { VirtualClock } from "@rxgroupme/client/testing";
 * import { timer } from "rxjs";
 * const clock = new VirtualClock();
 * timer(0, 60_000, clock).subscribe(console.log);
 * await clock.advance(600_000);
 * ```
 */
export class VirtualClock implements SchedulerLike {
  readonly #queue: ActionQueue;
  #held = 0;
  #last: Promise<void> = Promise.resolve();

  /**
   * Creates a clock that stands still at `start`.
   *
   * @throws {RangeError} If `start` is not a time.
   */
  constructor({ start = 1_754_052_300_000 }: VirtualClockOptions = {}) {
    assertNumber(start, 0, Number.MAX_SAFE_INTEGER, "start");
    this.#queue = new ActionQueue(start);
  }

  /** The number of scheduled actions that neither ran nor were cancelled. */
  get pending(): number {
    return this.#queue.length;
  }

  /** The time of the next scheduled action, in ms since 1970; `undefined` without any. */
  get nextAt(): number | undefined {
    return this.#queue.first?.due;
  }

  /**
   * The current time.
   *
   * @returns Milliseconds since 1970.
   */
  now(): number {
    return this.#queue.now;
  }

  /**
   * Schedules `work`, as any scheduler does.
   *
   * @param work The work; it may schedule itself again through `this`.
   * @param delay The delay in ms; with `Infinity` it never runs.
   * @param state Passed to `work`.
   * @returns A subscription that cancels it, and leaves nothing pending.
   */
  schedule<T>(
    work: (this: SchedulerAction<T>, state?: T) => void,
    delay = 0,
    state?: T,
  ): Subscription {
    return new QueuedAction(this.#queue, work).schedule(state, delay);
  }

  /**
   * Stops time while work goes on that the clock does not see, such as the reading
   * of a body.
   *
   * @returns A function that lets time pass again.
   */
  hold(): () => void {
    this.#held++;
    return () => {
      this.#held--;
      this.#queue.changes++;
    };
  }

  /**
   * Waits for pending promises while time stands still.
   *
   * @returns Resolves when nothing has happened for some turns of the event loop.
   */
  async settle(): Promise<void> {
    const turns = new MacrotaskTurns();
    try {
      await this.#settle(turns);
    } finally {
      turns.close();
    }
  }

  /**
   * Advances time by `ms`: scheduled actions run in the order of their times, at
   * their times.
   *
   * @param ms The time in ms, 0 or more.
   * @returns Resolves when the time has passed; rejects with the error of a
   * scheduled action.
   * @throws {RangeError} If `ms` is below 0 or not a number.
   */
  advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Infinity)) {
      throw new RangeError(`Cannot advance the clock: ms is ${ms}`);
    }
    return this.#enqueue(async (turns) => {
      const end = this.now() + ms;
      await this.#settle(turns);
      while (await this.#step(turns, end));
      this.#queue.now = end;
    });
  }

  /**
   * Advances time from one scheduled action to the next until a promise settles.
   *
   * @param promise The promise to wait for.
   * @param limit The maximum time that passes, in ms, 0 or more; a day by default.
   * @returns The value of `promise`.
   * @throws {Error} If no action is scheduled any more, or the limit is reached,
   * while the promise is pending.
   * @throws {RangeError} If `limit` is below 0.
   */
  async until<T>(promise: PromiseLike<T>, limit = 86_400_000): Promise<T> {
    assertNumber(limit, 0, Infinity, "limit");
    let isOpen = true;
    const close = () => {
      isOpen = false;
    };
    promise.then(close, close);
    await this.#enqueue(async (turns) => {
      const end = this.now() + limit;
      await this.#settle(turns);
      while (isOpen && await this.#step(turns, end));
    });
    if (isOpen) {
      throw new Error(
        `Cannot wait any longer: still open at ${this.now()}, ${this.pending} pending`,
      );
    }
    return promise;
  }

  /** Runs the next action that is due by `end`, if there is one. */
  async #step(turns: MacrotaskTurns, end: number): Promise<boolean> {
    const queue = this.#queue;
    const action = queue.first;
    if (!action || action.due > end) return false;
    queue.now = action.due;
    action.run();
    await this.#settle(turns);
    return true;
  }

  async #settle(turns: MacrotaskTurns): Promise<void> {
    let quiet = 0;
    let heldTurns = 0;
    for (let turn = 0; quiet < QUIET_TURNS; turn++) {
      if (turn > MAX_TURNS || heldTurns > MAX_HELD_TURNS) {
        throw new Error(
          "Cannot settle: something goes on that does not wait for the clock",
        );
      }
      const before = this.#queue.changes;
      const isHeld = this.#held > 0;
      if (isHeld) heldTurns++;
      await turns.next(isHeld);
      const isQuiet = this.#held === 0 && before === this.#queue.changes;
      quiet = isQuiet ? quiet + 1 : 0;
    }
  }

  /** One passage of time after the other, whoever asks for it. */
  #enqueue(passage: (turns: MacrotaskTurns) => Promise<void>): Promise<void> {
    const result = this.#last.then(async () => {
      const turns = new MacrotaskTurns();
      try {
        await passage(turns);
      } finally {
        turns.close();
      }
    });
    this.#last = result.catch(() => {});
    return result;
  }
}
