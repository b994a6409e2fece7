import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  asyncScheduler,
  map,
  merge,
  type SchedulerLike,
  switchMap,
} from "rxjs";
import type { TestScheduler } from "rxjs/testing";
import type { Priority } from "../../lib/transport/request.ts";
import {
  createRateLimiter,
  type RateLimit,
} from "../../lib/transport/rate_limiter.ts";
import { marbles } from "../support/marbles.ts";
import { watch } from "../support/watch.ts";

type Wait = readonly [reason: string, delay: number];

/** A rate limiter that keeps its waits, and admits under a name. */
function limiterOn(scheduler: TestScheduler, limit: RateLimit | false = false) {
  const waits: Wait[] = [];
  const limiter = createRateLimiter(
    limit,
    scheduler,
    (...wait) => waits.push(wait),
  );
  const acquire = (name: string, priority: Priority = "user") =>
    limiter.acquire(priority).pipe(map(() => name));
  return { limiter, acquire, waits };
}

Deno.test("RateLimiter.acquire() admits at once without a limit", () => {
  marbles(({ scheduler, expectObservable, flush }) => {
    const { acquire, waits } = limiterOn(scheduler);
    expectObservable(merge(acquire("a"), acquire("b", "background"))).toBe(
      "(ab|)",
    );
    flush();
    assertEquals(waits, []);
  });
});

Deno.test("RateLimiter.acquire() admits at once without a limit, also when the clock is put back", () => {
  let now = 60_000;
  const clock: SchedulerLike = {
    now: () => now,
    schedule: () => {
      throw new Error("it waits");
    },
  };
  const waits: Wait[] = [];
  const limiter = createRateLimiter(
    false,
    clock,
    (...wait) => waits.push(wait),
  );
  limiter.acquire("background").subscribe();
  now = 0;
  assert(watch(limiter.acquire("background")).isComplete);
  assertEquals(waits, []);
});

Deno.test("RateLimiter.acquire() is cold", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { acquire } = limiterOn(scheduler, { requests: 1, perMs: 100 });
    acquire("never subscribed to");
    expectObservable(acquire("a")).toBe("(a|)");
  });
});

Deno.test("RateLimiter.acquire() keeps the limit to the ms", () => {
  marbles(({ scheduler, expectObservable, flush }) => {
    const { acquire, waits } = limiterOn(scheduler, {
      requests: 2,
      perMs: 100,
    });
    const all = "abcde".split("").map((name) => acquire(name, "background"));
    // A group spends its own width: (ab) is 4 of the 100 ms.
    expectObservable(merge(...all)).toBe("(ab) 96ms (cd) 96ms (e|)");
    flush();
    assertEquals(waits, [["throttled", 100], ["throttled", 100], [
      "throttled",
      200,
    ]]);
  });
});

Deno.test("RateLimiter.acquire() counts any span of that length, not fixed ones", () => {
  marbles(({ scheduler, hot, flush }) => {
    const { acquire } = limiterOn(scheduler, { requests: 2, perMs: 100 });
    const passed: [string, number][] = [];
    hot("a 89ms b 9ms c 9ms d 79ms e|").subscribe((name) =>
      acquire(name, "background").subscribe(() =>
        passed.push([name, scheduler.now()])
      )
    );
    flush();
    assertEquals(passed, [
      ["a", 0],
      ["b", 90],
      ["c", 100],
      ["d", 190],
      ["e", 200],
    ]);
  });
});

Deno.test("RateLimiter.acquire() admits users before the background", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { acquire } = limiterOn(scheduler, { requests: 1, perMs: 10 });
    const bulk = ["a", "b", "c"].map((name) => acquire(name, "background"));
    const interactive = ["d", "e"].map((name) => acquire(name, "user"));
    expectObservable(merge(...bulk, ...interactive))
      .toBe("a 9ms d 9ms e 9ms b 9ms (c|)");
  });
});

Deno.test("RateLimiter.acquire() keeps the order within a priority", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { acquire } = limiterOn(scheduler, { requests: 1, perMs: 5 });
    const names = "abcdef".split("");
    expectObservable(merge(...names.map((name) => acquire(name))))
      .toBe("a 4ms b 4ms c 4ms d 4ms e 4ms (f|)");
  });
});

Deno.test("RateLimiter.acquire() gives up a place when unsubscribed from", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { acquire } = limiterOn(scheduler, { requests: 1, perMs: 100 });
    expectObservable(acquire("a")).toBe("(a|)");
    expectObservable(acquire("b"), "^ 50ms !").toBe("");
    // Takes the place of b, and not the one after it.
    expectObservable(acquire("c")).toBe("100ms (c|)");
  });
});

Deno.test("RateLimiter.acquire() leaves no timer behind", () => {
  marbles(({ scheduler, flush }) => {
    const { acquire } = limiterOn(scheduler, { requests: 1, perMs: 100 });
    watch(acquire("a"));
    const waiting = watch(acquire("b"));
    assertEquals(pending(scheduler), 1);
    waiting.subscription.unsubscribe();
    assertEquals(pending(scheduler), 0);
    flush();
  });
});

Deno.test("RateLimiter.pauseFor() pauses all, and then admits users first", () => {
  marbles(({ scheduler, expectObservable, flush }) => {
    const { limiter, acquire, waits } = limiterOn(scheduler);
    limiter.pauseFor(60_000);
    expectObservable(merge(acquire("a", "background"), acquire("b"))).toBe(
      "1m (ba|)",
    );
    flush();
    assertEquals(waits, [["rateLimited", 60_000], ["rateLimited", 60_000]]);
  });
});

Deno.test("RateLimiter.pauseFor() pauses those that waited before", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { limiter, acquire } = limiterOn(scheduler, {
      requests: 1,
      perMs: 100,
    });
    expectObservable(merge(acquire("a"), acquire("b"))).toBe("a 1049ms (b|)");
    scheduler.schedule(() => limiter.pauseFor(1_000), 50);
  });
});

Deno.test("RateLimiter.pauseFor() is never shortened, only prolonged", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { limiter, acquire } = limiterOn(scheduler);
    limiter.pauseFor(1_000);
    limiter.pauseFor(10);
    expectObservable(acquire("a")).toBe("3s (a|)");
    scheduler.schedule(() => limiter.pauseFor(2_500), 500);
    scheduler.schedule(() => limiter.pauseFor(0), 600);
  });
});

Deno.test("RateLimiter.pauseFor() is over when its time is", () => {
  marbles(({ scheduler, expectObservable, cold }) => {
    const { limiter, acquire } = limiterOn(scheduler);
    limiter.pauseFor(1_000);
    const later = cold("1s x").pipe(switchMap(() => acquire("a")));
    expectObservable(later).toBe("1s a");
  });
});

Deno.test("RateLimiter.pauseFor() goes before the limit, which goes on after it", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { limiter, acquire } = limiterOn(scheduler, {
      requests: 1,
      perMs: 100,
    });
    limiter.pauseFor(30);
    expectObservable(merge(acquire("a"), acquire("b"))).toBe(
      "30ms a 99ms (b|)",
    );
  });
});

Deno.test("RateLimiter.acquire() admits a request within the turn of another", () => {
  marbles(({ scheduler, flush }) => {
    const { limiter } = limiterOn(scheduler, { requests: 2, perMs: 100 });
    const order: string[] = [];
    limiter.acquire("background").subscribe(() => {
      order.push("a");
      limiter.acquire("user").subscribe(() => order.push("b"));
    });
    flush();
    assertEquals(order, ["a", "b"]);
  });
});

for (
  const limit of [
    { requests: 0, perMs: 100 },
    { requests: -1, perMs: 100 },
    { requests: 1.5, perMs: 100 },
    { requests: NaN, perMs: 100 },
    { requests: Infinity, perMs: 100 },
    { requests: 1, perMs: 0 },
    { requests: 1, perMs: NaN },
    { requests: 1, perMs: Infinity },
    { requests: 1, perMs: 2 ** 31 },
  ]
) {
  const { requests, perMs } = limit;
  Deno.test(`createRateLimiter() refuses a limit of ${requests} in ${perMs} ms`, () => {
    assertThrows(
      () => createRateLimiter(limit, asyncScheduler, () => {}),
      RangeError,
      "rateLimit.",
    );
  });
}

/** How many actions are yet to happen. */
function pending(scheduler: TestScheduler): number {
  return scheduler.actions.filter(({ closed }) => !closed).length;
}

Deno.test("RateLimiter.acquire() gives the background 1 in 8 under load", () => {
  marbles(({ scheduler, flush }) => {
    const { acquire } = limiterOn(scheduler, { requests: 1, perMs: 10 });
    const order: string[] = [];
    const send = (name: string, priority: Priority) =>
      acquire(name, priority).subscribe(() => order.push(name));
    send("first", "user");
    for (let n = 0; n < 4; n++) send("b", "background");
    for (let n = 0; n < 40; n++) send("u", "user");
    flush();
    const gaps = order.slice(1).join("").split("b").map(({ length }) => length);
    // Seven users, then one of the background, for as long as both wait.
    assertEquals(gaps, [7, 7, 7, 7, 12]);
  });
});

Deno.test("RateLimiter.acquire() gives users all of it while nothing else waits", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { acquire } = limiterOn(scheduler, { requests: 1, perMs: 5 });
    const names = "abcdefghij".split("");
    expectObservable(merge(...names.map((name) => acquire(name))))
      .toBe("a 4ms b 4ms c 4ms d 4ms e 4ms f 4ms g 4ms h 4ms i 4ms (j|)");
  });
});

Deno.test("RateLimiter.acquire() has a timer of its own for each that waits", () => {
  marbles(({ scheduler, flush }) => {
    const { acquire } = limiterOn(scheduler, { requests: 1, perMs: 100 });
    const all = ["a", "b", "c", "d"].map((name) => watch(acquire(name)));
    assertEquals(pending(scheduler), 3);
    all[1]?.subscription.unsubscribe();
    assertEquals(pending(scheduler), 2);
    flush();
    assertEquals(all.map(({ values }) => values.length), [1, 0, 1, 1]);
  });
});

Deno.test("RateLimiter.acquire() goes on when a platform has ended one that waits", () => {
  marbles(({ scheduler, flush }) => {
    const dead = new Set<unknown>();
    let isDying = false;
    // Ends a request as workerd does: its timers never fire, and it says nothing.
    const mortal: SchedulerLike = {
      now: () => scheduler.now(),
      schedule: (work, delay, state) => {
        const isDead = isDying;
        const action = scheduler.schedule(
          function (state) {
            if (!isDead) work.call(this as never, state as never);
          },
          delay,
          state,
        );
        if (isDead) dead.add(action);
        return action;
      },
    };
    const limiter = createRateLimiter(
      { requests: 1, perMs: 100 },
      mortal,
      () => {},
    );
    const at: number[] = [];
    const acquire = () =>
      limiter.acquire("user").subscribe(() => at.push(scheduler.now()));
    acquire();
    isDying = true;
    acquire();
    acquire();
    isDying = false;
    acquire();
    acquire();
    flush();
    assertEquals(dead.size, 2);
    assertEquals(at.length, 3);
    assert(at[2]! <= 1_500, `${at}`);
  });
});

Deno.test("RateLimiter.acquire() takes no place while something else holds it", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { limiter, acquire } = limiterOn(scheduler, {
      requests: 1,
      perMs: 50,
    });
    const isHeld = () => scheduler.now() < 1_000;
    const held = limiter.acquire("user", isHeld).pipe(map(() => "h"));
    expectObservable(merge(held, acquire("a"), acquire("b")))
      .toBe("a 49ms b 949ms (h|)");
  });
});
