import {
  type MonoTypeOperatorFunction,
  Observable,
  type SchedulerLike,
  type Subscription,
} from "rxjs";

/**
 * Limits how long each of many things may take, with one timer for all: to
 * set and clear one for each page costs a long listing a part of its speed.
 */
export class Deadlines {
  /** What to do when, for all that is under way. */
  readonly #open = new Map<() => void, number>();
  #timer: Subscription | undefined;
  #timerAt = Infinity;

  /** Goes by this clock. */
  constructor(readonly scheduler: SchedulerLike) {}

  /**
   * As RxJS `timeout` for a source of one value: errors when that has not come
   * within so many ms.
   *
   * @param late Makes the error.
   */
  limit<T>(ms: number, late: () => Error): MonoTypeOperatorFunction<T> {
    return (source) =>
      new Observable((subscriber) => {
        const expire = () => subscriber.error(late());
        this.#add(expire, this.scheduler.now() + ms);
        subscriber.add(() => this.#remove(expire));
        subscriber.add(source.subscribe({
          next: (value) => {
            this.#relieve(expire);
            subscriber.next(value);
          },
          error: (error) => subscriber.error(error),
          complete: () => subscriber.complete(),
        }));
      });
  }

  #add(expire: () => void, at: number): void {
    this.#open.set(expire, at);
    if (at < this.#timerAt) this.#wait(at);
  }

  #remove(expire: () => void): void {
    if (this.#open.delete(expire) && this.#open.size === 0) this.#stop();
  }

  /** As `#remove()`, but a page that is asked for at once keeps the timer. */
  #relieve(expire: () => void): void {
    this.#open.delete(expire);
    if (this.#open.size > 0) return;
    queueMicrotask(() => {
      if (this.#open.size === 0) this.#stop();
    });
  }

  #wait(at: number): void {
    this.#stop();
    this.#timerAt = at;
    this.#timer = this.scheduler.schedule(
      () => this.#check(),
      at - this.scheduler.now(),
    );
  }

  #stop(): void {
    this.#timer?.unsubscribe();
    this.#timerAt = Infinity;
  }

  #check(): void {
    this.#timerAt = Infinity;
    const now = this.scheduler.now();
    for (const [expire, at] of this.#open) if (at <= now) expire();
    const next = Math.min(...this.#open.values());
    if (next < this.#timerAt) this.#wait(next);
  }
}
