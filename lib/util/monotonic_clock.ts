import { asyncScheduler } from "rxjs";

/** Measures durations, in ms. */
export interface MonotonicClock {
  /** The time, from an arbitrary start; never less than before. */
  (): number;
  /** Tells the clock what a timer has shown: that it is this late, or later. */
  atLeast(time: number): void;
}

/**
 * Makes a clock that is never set back. It reads the platform's monotonic clock
 * where the scheduler is the default one, whose `now()` follows the device's
 * clock; and otherwise the scheduler's, which stands still while it is set back.
 */
export function monotonicClock(scheduler: { now(): number }): MonotonicClock {
  const isDefault = scheduler === asyncScheduler && "performance" in globalThis;
  const source = isDefault ? performance : scheduler;
  let behind = 0;
  let latest = -Infinity;
  const atLeast = (time: number) => {
    const now = source.now();
    behind = Math.max(behind, latest - now, time - now);
    latest = now + behind;
  };
  const read = () => {
    atLeast(-Infinity);
    return latest;
  };
  return Object.assign(read, { atLeast });
}
