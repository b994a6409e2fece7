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

/** A gate that keeps what it said of waits, and who passes it under a name. */
function gateOn(scheduler: TestScheduler, limit: RateLimit | false = false) {
  const waits: Wait[] = [];
  const gate = createRateLimiter(
    limit,
    scheduler,
    (...wait) => waits.push(wait),
  );
  const pass = (name: string, priority: Priority = "user") =>
    gate.acquire(priority).pipe(map(() => name));
  return { gate, pass, waits };
}

Deno.test("Gate.pass() is at once without a pace", () => {
  marbles(({ scheduler, expectObservable, flush }) => {
    const { pass, waits } = gateOn(scheduler);
    expectObservable(merge(pass("a"), pass("b", "background"))).toBe("(ab|)");
    flush();
    assertEquals(waits, []);
  });
});

Deno.test("Gate.pass() is at once without a pace, also when the clock is put back", () => {
  let now = 60_000;
  const clock: SchedulerLike = {
    now: () => now,
    schedule: () => {
      throw new Error("it waits");
    },
  };
  const waits: Wait[] = [];
  const gate = createRateLimiter(false, clock, (...wait) => waits.push(wait));
  gate.acquire("background").subscribe();
  now = 0;
  assert(watch(gate.acquire("background")).isComplete);
  assertEquals(waits, []);
});

Deno.test("Gate.pass() is cold", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { pass } = gateOn(scheduler, { requests: 1, perMs: 100 });
    pass("never subscribed to");
    expectObservable(pass("a")).toBe("(a|)");
  });
});

Deno.test("Gate.pass() keeps the pace to the ms", () => {
  marbles(({ scheduler, expectObservable, flush }) => {
    const { pass, waits } = gateOn(scheduler, { requests: 2, perMs: 100 });
    const all = "abcde".split("").map((name) => pass(name, "background"));
    // A group spends its own width: (ab) is 4 of the 100 ms.
    expectObservable(merge(...all)).toBe("(ab) 96ms (cd) 96ms (e|)");
    flush();
    assertEquals(waits, [["paced", 100], ["paced", 100], ["paced", 100]]);
  });
});

Deno.test("Gate.pass() counts any span of that length, not fixed ones", () => {
  marbles(({ scheduler, hot, flush }) => {
    const { pass } = gateOn(scheduler, { requests: 2, perMs: 100 });
    const passed: [string, number][] = [];
    hot("a 89ms b 9ms c 9ms d 79ms e|").subscribe((name) =>
      pass(name, "background").subscribe(() =>
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

Deno.test("Gate.pass() lets who waits interactively overtake", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { pass } = gateOn(scheduler, { requests: 1, perMs: 10 });
    const bulk = ["a", "b", "c"].map((name) => pass(name, "background"));
    const interactive = ["d", "e"].map((name) => pass(name, "user"));
    expectObservable(merge(...bulk, ...interactive))
      .toBe("a 9ms d 9ms e 9ms b 9ms (c|)");
  });
});

Deno.test("Gate.pass() keeps the order within a priority", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { pass } = gateOn(scheduler, { requests: 1, perMs: 5 });
    const names = "abcdef".split("");
    expectObservable(merge(...names.map((name) => pass(name))))
      .toBe("a 4ms b 4ms c 4ms d 4ms e 4ms (f|)");
  });
});

Deno.test("Gate.pass() gives up a place when unsubscribed from", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { pass } = gateOn(scheduler, { requests: 1, perMs: 100 });
    expectObservable(pass("a")).toBe("(a|)");
    expectObservable(pass("b"), "^ 50ms !").toBe("");
    // Takes the place of b, and not the one after it.
    expectObservable(pass("c")).toBe("100ms (c|)");
  });
});

Deno.test("Gate.pass() leaves no timer to who is gone", () => {
  marbles(({ scheduler, flush }) => {
    const { pass } = gateOn(scheduler, { requests: 1, perMs: 100 });
    watch(pass("a"));
    const waiting = watch(pass("b"));
    assertEquals(pending(scheduler), 1);
    waiting.subscription.unsubscribe();
    assertEquals(pending(scheduler), 0);
    flush();
  });
});

Deno.test("Gate.hold() holds all lanes back, and lets them go together", () => {
  marbles(({ scheduler, expectObservable, flush }) => {
    const { gate, pass, waits } = gateOn(scheduler);
    gate.pauseFor(60_000);
    expectObservable(merge(pass("a", "background"), pass("b"))).toBe(
      "1m (ba|)",
    );
    flush();
    assertEquals(waits, [["rateLimited", 60_000], ["rateLimited", 60_000]]);
  });
});

Deno.test("Gate.hold() holds back who came before too", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { gate, pass } = gateOn(scheduler, { requests: 1, perMs: 100 });
    expectObservable(merge(pass("a"), pass("b"))).toBe("a 1049ms (b|)");
    scheduler.schedule(() => gate.pauseFor(1_000), 50);
  });
});

Deno.test("Gate.hold() is never shortened, only prolonged", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { gate, pass } = gateOn(scheduler);
    gate.pauseFor(1_000);
    gate.pauseFor(10);
    expectObservable(pass("a")).toBe("3s (a|)");
    scheduler.schedule(() => gate.pauseFor(2_500), 500);
    scheduler.schedule(() => gate.pauseFor(0), 600);
  });
});

Deno.test("Gate.hold() is over when its time is", () => {
  marbles(({ scheduler, expectObservable, cold }) => {
    const { gate, pass } = gateOn(scheduler);
    gate.pauseFor(1_000);
    const later = cold("1s x").pipe(switchMap(() => pass("a")));
    expectObservable(later).toBe("1s a");
  });
});

Deno.test("Gate.hold() goes before the pace, which goes on after it", () => {
  marbles(({ scheduler, expectObservable }) => {
    const { gate, pass } = gateOn(scheduler, { requests: 1, perMs: 100 });
    gate.pauseFor(30);
    expectObservable(merge(pass("a"), pass("b"))).toBe("30ms a 99ms (b|)");
  });
});

Deno.test("Gate.pass() lets a passer pass another at once", () => {
  marbles(({ scheduler, flush }) => {
    const { gate } = gateOn(scheduler, { requests: 2, perMs: 100 });
    const order: string[] = [];
    gate.acquire("background").subscribe(() => {
      order.push("a");
      gate.acquire("user").subscribe(() => order.push("b"));
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
  Deno.test(`Gate refuses a pace of ${requests} in ${perMs} ms`, () => {
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
