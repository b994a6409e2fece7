import { type SchedulerAction, Subscription } from "rxjs";

/** One thing to do at its time. */
interface Due {
  due: number;
  order: number;
  run(): void;
}

/** What is due, soonest first. Few things wait at once, so a plain array does. */
export class ActionQueue {
  /** What the clock shows, in ms since 1970. */
  now: number;
  /** Counts what came and went, so that a change is noticed. */
  changes = 0;
  readonly #items: Due[] = [];
  #order = 0;

  /** Makes an empty queue. */
  constructor(now: number) {
    this.now = now;
  }

  /** How many things wait. */
  get length(): number {
    return this.#items.length;
  }

  /** The first thing due. */
  get first(): Due | undefined {
    return this.#items[0];
  }

  /** Puts something in its place. */
  add(item: Due, delay: number): void {
    this.changes++;
    // What is due at infinity never comes, and must not count as pending.
    if (delay === Infinity) return;
    item.due = this.now + Math.max(0, delay || 0);
    item.order = this.#order++;
    this.#items.splice(this.#place(item), 0, item);
  }

  /** Takes something out, if it is in. */
  remove(item: Due): void {
    const at = this.#place(item);
    if (this.#items[at] !== item) return;
    this.#items.splice(at, 1);
    this.changes++;
  }

  #place({ due, order }: Due): number {
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

/** Work in an {@linkcode ActionQueue}; a subscription, so that it can be called off. */
export class QueuedAction<T> extends Subscription
  implements SchedulerAction<T>, Due {
  /** When it happens, in ms since 1970. */
  due = 0;
  /** Which comes first of those due at one time. */
  order = 0;
  readonly #queue: ActionQueue;
  readonly #work: (this: SchedulerAction<T>, state?: T) => void;
  #state: T | undefined;

  /** Makes an action that waits for nothing yet. */
  constructor(
    queue: ActionQueue,
    work: (this: SchedulerAction<T>, state?: T) => void,
  ) {
    super();
    this.#queue = queue;
    this.#work = work;
  }

  /** Sets the time anew, also from within the work itself. */
  schedule(state?: T, delay = 0): Subscription {
    if (this.closed) return this;
    this.#state = state;
    this.#queue.remove(this);
    this.#queue.add(this, delay);
    return this;
  }

  /** Does the work, now. */
  run(): void {
    this.#queue.remove(this);
    try {
      this.#work.call(this, this.#state);
    } catch (error) {
      this.unsubscribe();
      throw error;
    }
  }

  /** Calls it off. */
  override unsubscribe(): void {
    if (!this.closed) this.#queue.remove(this);
    super.unsubscribe();
  }
}
