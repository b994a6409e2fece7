import {
  finalize,
  type MonoTypeOperatorFunction,
  Observable,
  type SchedulerLike,
  type Subscription,
  tap,
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
        const at = this.scheduler.now() + ms;
        this.#open.set(expire, at);
        this.#wait(at);
        return source.pipe(
          tap(() => this.#open.delete(expire)),
          finalize(() => {
            this.#open.delete(expire);
            // By then the next page is asked for, which keeps the timer.
            if (this.#open.size === 0) this.#stop();
          }),
        ).subscribe(subscriber);
      });
  }

  /** Has a timer for then, or an earlier one, which looks again. */
  #wait(at: number): void {
    const { scheduler } = this;
    if (at >= this.#timerAt) return;
    this.#stop();
    this.#timerAt = at;
    this.#timer = scheduler.schedule(() => {
      this.#timerAt = Infinity;
      for (const [expire, at] of this.#open) {
        if (at <= scheduler.now()) expire();
      }
      let first = Infinity;
      for (const at of this.#open.values()) first = Math.min(first, at);
      this.#wait(first);
    }, at - scheduler.now());
  }

  #stop(): void {
    this.#timer?.unsubscribe();
    this.#timerAt = Infinity;
  }
}
