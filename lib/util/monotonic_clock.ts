import { asyncScheduler } from "rxjs";

/**
 * Measures durations, in ms: a clock that is never set back. It reads the
 * platform's monotonic clock where the scheduler is the default one, whose
 * `now()` follows the device's clock; and otherwise the scheduler's, which stands
 * still while it is set back.
 */
export function monotonicClock(scheduler: { now(): number }): () => number {
  const isDefault = scheduler === asyncScheduler && "performance" in globalThis;
  const source = isDefault ? performance : scheduler;
  let behind = 0;
  let latest = -Infinity;
  return () => {
    const now = source.now();
    behind = Math.max(behind, latest - now);
    return latest = now + behind;
  };
}
