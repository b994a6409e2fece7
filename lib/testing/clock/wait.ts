import { type SchedulerLike, Subscription } from "rxjs";

/**
 * Waits on a clock, or for ever when `ms` is `Infinity`.
 *
 * @returns When the time is over; rejected, with nothing left behind, when the
 * signal aborts.
 */
export function wait(
  ms: number,
  scheduler: SchedulerLike,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = new Subscription();
    const abort = () => {
      timer.unsubscribe();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    timer.add(() => signal.removeEventListener("abort", abort));
    // Not every scheduler takes infinity for never.
    if (ms === Infinity) return;
    const finish = () => {
      timer.unsubscribe();
      resolve();
    };
    timer.add(scheduler.schedule(finish, ms));
  });
}
