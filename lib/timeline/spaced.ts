import {
  type MonoTypeOperatorFunction,
  type SchedulerLike,
  throttleTime,
} from "rxjs";

/** Requests that many events ask for are sent at most this often, in ms. */
const SPACING_MS = 10_000;

/**
 * Emits the first value at once, then the newest one each 10 s: members are
 * requested, and read receipts are sent, no more often.
 */
export function spaced<T>(
  scheduler: SchedulerLike,
): MonoTypeOperatorFunction<T> {
  return throttleTime(SPACING_MS, scheduler, { leading: true, trailing: true });
}
