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
        this.#open.set(expire, this.scheduler.now() + ms);
        this.#wait();
        return source.pipe(
          tap(() => this.#open.delete(expire)),
          // By then the next page is asked for, which keeps the timer.
          finalize(() => {
            this.#open.delete(expire);
            this.#wait();
          }),
        ).subscribe(subscriber);
      });
  }

  /** Has a timer for the first of all, or an earlier one, which looks again. */
  #wait(): void {
    const { scheduler } = this;
    const first = Math.min(...this.#open.values());
    if (first >= this.#timerAt && this.#open.size > 0) return;
    this.#timer?.unsubscribe();
    this.#timerAt = first;
    if (this.#open.size === 0) return;
    this.#timer = scheduler.schedule(() => {
      this.#timerAt = Infinity;
      for (const [expire, at] of this.#open) {
        if (at <= scheduler.now()) expire();
      }
      this.#wait();
    }, first - scheduler.now());
  }
}
