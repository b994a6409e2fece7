import { assertEquals, assertThrows } from "@std/assert";
import { asyncScheduler, map, merge } from "rxjs";
import { Gate, type RateLimit } from "../../lib/transport/gate.ts";
import type { Lane } from "../../lib/transport/call.ts";
import { marbles } from "../support/marbles.ts";

Deno.test("Gate.pass() lets everything through at once where there is no pace", () => {
  marbles(({ scheduler, expectObservable }) => {
    const gate = new Gate(false, scheduler, () => {});
    const passes = Array.from({ length: 3 }, () => gate.pass("bulk"));
    expectObservable(merge(...passes).pipe(map(() => "x"))).toBe("(xxx|)");
  });
});

Deno.test("Gate.pass() keeps the pace, and tells who waits how long", () => {
  marbles(({ scheduler, expectObservable, flush }) => {
    const waits: [string, number][] = [];
    const limit: RateLimit = { requests: 2, perMs: 10 };
    const gate = new Gate(limit, scheduler, (...wait) => waits.push(wait));
    const passes = ["a", "b", "c", "d", "e"].map((name) =>
      gate.pass("bulk").pipe(map(() => name))
    );
    expectObservable(merge(...passes)).toBe("(ab) 6ms (cd) 6ms (e|)");
    flush();
    assertEquals(waits, [["paced", 10], ["paced", 10], ["paced", 10]]);
  });
});

Deno.test("Gate.pass() lets an interactive request overtake bulk ones", () => {
  marbles(({ scheduler, expectObservable }) => {
    const gate = new Gate({ requests: 1, perMs: 10 }, scheduler, () => {});
    const pass = (lane: Lane, name: string) =>
      gate.pass(lane).pipe(map(() => name));
    expectObservable(merge(
      pass("bulk", "a"),
      pass("bulk", "b"),
      pass("bulk", "c"),
      pass("interactive", "p"),
    )).toBe("a 9ms p 9ms b 9ms (c|)");
  });
});

Deno.test("Gate.hold() holds back all, and releases those whom a person waits for first", () => {
  marbles(({ scheduler, expectObservable }) => {
    const gate = new Gate(false, scheduler, () => {});
    gate.hold(60_000);
    gate.hold(5);
    const pass = (lane: Lane, name: string) =>
      gate.pass(lane).pipe(map(() => name));
    expectObservable(merge(pass("bulk", "a"), pass("interactive", "p")))
      .toBe("60s (pa|)");
  });
});

Deno.test("Gate.hold() also holds back those that already wait", () => {
  marbles(({ scheduler, cold, expectObservable }) => {
    const gate = new Gate({ requests: 1, perMs: 10 }, scheduler, () => {});
    cold("5ms h").subscribe(() => gate.hold(1_000));
    const passes = ["a", "b"].map((name) =>
      gate.pass("bulk").pipe(map(() => name))
    );
    expectObservable(merge(...passes)).toBe("a 1004ms (b|)");
  });
});

Deno.test("Gate.pass() gives up its place when unsubscribed from, and leaves no timer", () => {
  marbles(({ scheduler, expectObservable }) => {
    const gate = new Gate({ requests: 1, perMs: 10 }, scheduler, () => {});
    const pass = (name: string) => gate.pass("bulk").pipe(map(() => name));
    expectObservable(pass("a")).toBe("(a|)");
    expectObservable(pass("b"), "^ 4ms !").toBe("");
    expectObservable(pass("c")).toBe("10ms (c|)");
  });
  const gate = new Gate(
    { requests: 1, perMs: 1_000 },
    asyncScheduler,
    () => {},
  );
  gate.pass("bulk").subscribe();
  // The sanitizer of timers tells if this one stays.
  gate.pass("bulk").subscribe().unsubscribe();
});

Deno.test("Gate refuses a pace that cannot be", () => {
  for (
    const limit of [{ requests: 0, perMs: 1 }, { requests: 1, perMs: 0 }, {
      requests: NaN,
      perMs: 1,
    }]
  ) {
    assertThrows(
      () => new Gate(limit, asyncScheduler, () => {}),
      RangeError,
      "rateLimit",
    );
  }
});
