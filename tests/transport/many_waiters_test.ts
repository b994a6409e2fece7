import { assert, assertEquals } from "@std/assert";
import { VirtualClock } from "@rxgroupme/client/testing";
import type { SchedulerAction, Subscription } from "rxjs";
import { createRateLimiter } from "../../lib/transport/rate_limiter.ts";

/** A clock that counts what is scheduled on it. */
class CountingClock extends VirtualClock {
  scheduled = 0;

  override schedule<T>(
    work: (this: SchedulerAction<T>, state?: T) => void,
    delay?: number,
    state?: T,
  ): Subscription {
    this.scheduled += 1;
    return super.schedule(work, delay, state);
  }
}

/** Lets `count` requests wait at once; gives when each was admitted, in ms. */
function waiting(count: number) {
  const clock = new CountingClock();
  const limiter = createRateLimiter(
    { requests: 8, perMs: 1_000 },
    clock,
    () => {},
  );
  const start = clock.now();
  const admitted: number[] = [];
  const all = Array.from(
    { length: count },
    () =>
      limiter.acquire("user").subscribe(() =>
        admitted.push(clock.now() - start)
      ),
  );
  return { clock, admitted, all };
}

Deno.test("RateLimiter.acquire() asks again seldom where thousands wait, and admits all in time", async () => {
  const { clock, admitted } = waiting(2_000);
  await clock.advance(250_000);
  assertEquals(
    admitted,
    Array.from({ length: 2_000 }, (_, i) => 1_000 * Math.floor(i / 8)),
  );
  // Once a second each would be 125 times on average.
  const each = clock.scheduled / 2_000;
  assert(each < 25, `${each} times each`);
  assertEquals(clock.pending, 0);
});

Deno.test("RateLimiter.acquire() admits earlier where those ahead have left", async () => {
  const { clock, admitted, all } = waiting(2_000);
  await clock.advance(10_500);
  assertEquals(admitted.length, 88);
  for (const waiter of all.slice(0, 1_999)) waiter.unsubscribe();
  // It was to wait for four minutes, and asks after a quarter of what is left.
  await clock.advance(62_000);
  assertEquals(admitted.length, 89);
  assertEquals(clock.pending, 0);
});
