import type { SchedulerAction, SchedulerLike, Subscription } from "rxjs";
import { ActionQueue, QueuedAction } from "./action_queue.ts";
import { MacrotaskTurns } from "./macrotask_turns.ts";

/** Turns without news before everything counts as settled: a file takes some. */
const quietTurns = 8;
/** Enough for a walk through any history: who is busier than this never rests. */
const maxTurns = 1_000_000;
/** The same for what holds the clock: these turns take a millisecond or two. */
const maxHeldTurns = 2000;

/** Options for {@linkcode VirtualClock}. */
export interface VirtualClockOptions {
  /**
   * What the clock shows first, in ms since 1970.
   *
   * @default {1754052300000}
   */
  start?: number;
}

/**
 * A clock for tests, as a `SchedulerLike`: time passes only when told to, and
 * an hour of it takes milliseconds.
 *
 * Unlike RxJS's own virtual schedulers it waits for promises: before anything
 * that is due happens, and after it, pending promises, `fetch` over a simulator
 * and the reading of bodies get the turns of the event loop that they need.
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

  /** Makes a clock that stands still at `start`. */
  constructor({ start = 1_754_052_300_000 }: VirtualClockOptions = {}) {
    this.#queue = new ActionQueue(start);
  }

  /** How many scheduled things have neither happened nor been called off. */
  get pending(): number {
    return this.#queue.length;
  }

  /** When the next scheduled thing is due, in ms since 1970; `undefined` without any. */
  get nextAt(): number | undefined {
    return this.#queue.first?.due;
  }

  /**
   * What the clock shows.
   *
   * @returns Milliseconds since 1970.
   */
  now(): number {
    return this.#queue.now;
  }

  /**
   * Has `work` done later, as any scheduler does.
   *
   * @param work What to do; it may schedule itself again through `this`.
   * @param delay In how many ms; never, when that is `Infinity`.
   * @param state Passed to `work`.
   * @returns Unsubscribing calls it off, and leaves nothing pending.
   */
  schedule<T>(
    work: (this: SchedulerAction<T>, state?: T) => void,
    delay = 0,
    state?: T,
  ): Subscription {
    return new QueuedAction(this.#queue, work).schedule(state, delay);
  }

  /**
   * Keeps time from passing while something goes on that the clock does not
   * see, such as a request of which the body is being read.
   *
   * @returns What to call when it is over.
   */
  hold(): () => void {
    this.#held++;
    return () => {
      this.#held--;
      this.#queue.changes++;
    };
  }

  /**
   * Lets promises settle, and time stand still.
   *
   * @returns When nothing has happened for some turns of the event loop.
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
   * Lets `ms` pass: all that is due happens in the order of its time, the clock
   * showing that time.
   *
   * @param ms How many milliseconds, 0 or more.
   * @returns When it is over; rejected with what a scheduled action threw.
   * @throws {RangeError} When `ms` is below 0 or not a number.
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
   * Lets as much time pass as a promise needs, from one due action to the next.
   *
   * @param promise What to wait for.
   * @param limit The most that may pass, in ms; a day unless told.
   * @returns What `promise` gives.
   * @throws {Error} Rejected when nothing is due any more, or the limit is reached,
   * and the promise is still open.
   */
  async until<T>(promise: PromiseLike<T>, limit = 86_400_000): Promise<T> {
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

  /** Does the next thing that is due by `end`, if there is one. */
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
    for (let turn = 0; quiet < quietTurns; turn++) {
      if (turn > maxTurns || heldTurns > maxHeldTurns) {
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
