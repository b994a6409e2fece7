import { assertEquals } from "@std/assert";
import {
  asyncScheduler,
  concatWith,
  EMPTY,
  NEVER,
  type Observable,
  of,
  throwError,
  timer,
} from "rxjs";
import { Deadlines } from "../../lib/transport/timeout.ts";
import { FakeTime } from "../support/fake_time.ts";
import { marbles } from "../support/marbles.ts";
import { watch } from "../support/watch.ts";

const LATE = new RangeError("late");
const late = () => LATE;

Deno.test("Deadlines.limit() passes on what comes in time", () => {
  marbles(({ scheduler, cold, expectObservable, expectSubscriptions }) => {
    const deadlines = new Deadlines(scheduler);
    const source = cold("99ms (v|)");
    expectObservable(source.pipe(deadlines.limit(100, late)))
      .toBe("99ms (v|)");
    expectSubscriptions(source.subscriptions).toBe("^ 98ms !");
  });
});

Deno.test("Deadlines.limit() passes on an error, and an end without a value", () => {
  marbles(({ scheduler, cold, expectObservable }) => {
    const deadlines = new Deadlines(scheduler);
    expectObservable(cold("5ms #").pipe(deadlines.limit(100, late)))
      .toBe("5ms #");
    expectObservable(cold("5ms |").pipe(deadlines.limit(100, late)))
      .toBe("5ms |");
  });
});

Deno.test("Deadlines.limit() errors when it is late, and leaves the source", () => {
  marbles(({ scheduler, cold, expectObservable, expectSubscriptions }) => {
    const deadlines = new Deadlines(scheduler);
    const source = cold("101ms (v|)");
    expectObservable(source.pipe(deadlines.limit(100, late)))
      .toBe("100ms #", {}, LATE);
    expectSubscriptions(source.subscriptions).toBe("^ 99ms !");
  });
});

Deno.test("Deadlines.limit() asks for one value only", () => {
  marbles(({ scheduler, cold, expectObservable }) => {
    const deadlines = new Deadlines(scheduler);
    expectObservable(cold("v 1s |").pipe(deadlines.limit(100, late)))
      .toBe("v 1s |");
  });
});

Deno.test("Deadlines.limit() limits each by its own time", () => {
  marbles(({ scheduler, cold, expectObservable }) => {
    const deadlines = new Deadlines(scheduler);
    const limit = (ms: number) => deadlines.limit(ms, late);
    // What has come or is left stops the clock for itself, and for no other.
    expectObservable(cold("40ms x 1s |").pipe(limit(50))).toBe("40ms x 1s |");
    expectObservable(NEVER.pipe(limit(10)), "^ 5ms !").toBe("");
    expectObservable(NEVER.pipe(limit(70))).toBe("70ms #", {}, LATE);
    expectObservable(NEVER.pipe(limit(30))).toBe("30ms #", {}, LATE);
    expectObservable(NEVER.pipe(limit(70))).toBe("70ms #", {}, LATE);
    expectObservable(NEVER.pipe(limit(20)), "15ms ^")
      .toBe("35ms #", {}, LATE);
  });
});

Deno.test("Deadlines.limit() keeps one timer for all, and none for nobody", async () => {
  using time = new FakeTime();
  const deadlines = new Deadlines(asyncScheduler);
  const limited = (ms: number) => watch(NEVER.pipe(deadlines.limit(ms, late)));
  const first = limited(1_000);
  const second = limited(500);
  assertEquals(time.timers, 1);
  second.subscription.unsubscribe();
  assertEquals(time.timers, 1);
  first.subscription.unsubscribe();
  assertEquals(time.timers, 0);
  const third = limited(1_000);
  await time.advance(999);
  assertEquals(third.error, undefined);
  await time.advance(1);
  assertEquals(third.error, LATE);
  assertEquals(time.timers, 0);
});

const ends: Record<string, Observable<number>> = {
  "a value": of(1),
  "no value": EMPTY,
  "an error": throwError(late),
};
for (const [name, source] of Object.entries(ends)) {
  Deno.test(`Deadlines.limit() leaves no timer after ${name}`, async () => {
    using time = new FakeTime();
    const deadlines = new Deadlines(asyncScheduler);
    using _watched = watch(source.pipe(deadlines.limit(1_000, late)));
    await time.settle();
    assertEquals(time.timers, 0);
  });
}

Deno.test("Deadlines.limit() keeps a timer over the gap between two pages, and no longer", async () => {
  using time = new FakeTime();
  const deadlines = new Deadlines(asyncScheduler);
  const limited = <T>(source: Observable<T>) =>
    source.pipe(deadlines.limit(1_000, late));
  const page = limited(timer(900));
  // The next one is asked for in the very moment in which one arrives.
  const watched = watch(page.pipe(concatWith(page, page, limited(NEVER))));
  await time.advance(2_700 + 999);
  assertEquals([watched.values.length, watched.error], [3, undefined]);
  assertEquals(time.timers, 1);
  await time.advance(1);
  assertEquals(watched.error, LATE);
  assertEquals(time.timers, 0);
});
