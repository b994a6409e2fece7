import { type SchedulerAction, Subscription } from "rxjs";

/** A scheduled action. */
interface Due {
  due: number;
  order: number;
  run(): void;
}

/** The scheduled actions, earliest first, in an array: few wait at once. */
export class ActionQueue {
  /** The current time, in ms since 1970. */
  now: number;
  /** Counts changes, so that they are noticed. */
  changes = 0;
  readonly #items: Due[] = [];
  #order = 0;

  /** Creates an empty queue. */
  constructor(now: number) {
    this.now = now;
  }

  /** The number of scheduled actions. */
  get length(): number {
    return this.#items.length;
  }

  /** The first action. */
  get first(): Due | undefined {
    return this.#items[0];
  }

  /** Adds an action in order. */
  add(item: Due, delay: number): void {
    this.changes++;
    // What is due at infinity never comes, and must not count as pending.
    if (delay === Infinity) return;
    item.due = this.now + Math.max(0, delay || 0);
    item.order = this.#order++;
    this.#items.splice(this.#indexFor(item), 0, item);
  }

  /** Removes an action, if it is in. */
  remove(item: Due): void {
    const at = this.#indexFor(item);
    if (this.#items[at] !== item) return;
    this.#items.splice(at, 1);
    this.changes++;
  }

  #indexFor({ due, order }: Due): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const item = this.#items[middle];
      if (item && (item.due - due || item.order - order) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** An action in an {@linkcode ActionQueue}; unsubscribing cancels it. */
export class QueuedAction<T> extends Subscription
  implements SchedulerAction<T>, Due {
  /** The time, in ms since 1970. */
  due = 0;
  /** The order among actions of one time. */
  order = 0;
  readonly #queue: ActionQueue;
  readonly #work: (this: SchedulerAction<T>, state?: T) => void;
  #state: T | undefined;

  /** Creates an action that is not scheduled yet. */
  constructor(
    queue: ActionQueue,
    work: (this: SchedulerAction<T>, state?: T) => void,
  ) {
    super();
    this.#queue = queue;
    this.#work = work;
  }

  /** Reschedules it, also from within the work itself. */
  schedule(state?: T, delay = 0): Subscription {
    if (this.closed) return this;
    this.#state = state;
    this.#queue.remove(this);
    this.#queue.add(this, delay);
    return this;
  }

  /** Runs the work. */
  run(): void {
    this.#queue.remove(this);
    try {
      this.#work.call(this, this.#state);
    } catch (error) {
      this.unsubscribe();
      throw error;
    }
  }

  /** Cancels it. */
  override unsubscribe(): void {
    if (!this.closed) this.#queue.remove(this);
    super.unsubscribe();
  }
}
