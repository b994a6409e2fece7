import { assertEquals } from "@std/assert";
import { NEVER } from "rxjs";
import { TestScheduler } from "rxjs/testing";
import { timeLimit } from "../../lib/util/time_limit.ts";

Deno.test("timeLimit() passes on what completes in time, and makes no error", () => {
  const made: unknown[] = [];
  const scheduler = new TestScheduler(assertEquals);
  scheduler.run(({ cold, expectObservable }) => {
    const limited = cold("  9ms (a|)").pipe(
      timeLimit(10, scheduler, () => made.push("late")),
    );
    expectObservable(limited).toBe("9ms (a|)");
  });
  assertEquals(made, []);
});

Deno.test("timeLimit() errors once the time is up, and unsubscribes", () => {
  const scheduler = new TestScheduler(assertEquals);
  scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
    const source = cold("11ms (a|)");
    const limited = source.pipe(timeLimit(10, scheduler, () => "late"));
    expectObservable(limited).toBe("10ms #", undefined, "late");
    expectSubscriptions(source.subscriptions).toBe("^ 9ms !");
  });
});

Deno.test("timeLimit() measures each subscription, and makes its error at its end", () => {
  const scheduler = new TestScheduler(assertEquals);
  let count = 0;
  scheduler.run(({ expectObservable }) => {
    const limited = NEVER.pipe(timeLimit(10, scheduler, () => ++count));
    expectObservable(limited).toBe("10ms #", undefined, 1);
    expectObservable(limited, "5ms ^ 4ms !").toBe("-");
    expectObservable(limited, "5ms ^").toBe("15ms #", undefined, 2);
  });
});
