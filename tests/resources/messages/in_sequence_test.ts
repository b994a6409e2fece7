import { assertEquals } from "@std/assert";
import { concat, defer, merge, of, retry, throwError } from "rxjs";
import { type RunHelpers, TestScheduler } from "rxjs/testing";
import { inSequence } from "../../../lib/resources/messages/in_sequence.ts";

function marbles(test: (helpers: RunHelpers) => void): void {
  new TestScheduler(assertEquals).run(test);
}

Deno.test("inSequence() sends each part after the one before it has succeeded", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const [a, b] = [cold("3ms (a|)"), cold("3ms (b|)")];
    expectObservable(inSequence([a, b], (part) => part)).toBe("3ms a 2ms (b|)");
    expectSubscriptions(a.subscriptions).toBe("^--!");
    expectSubscriptions(b.subscriptions).toBe("---^--!");
  });
});

Deno.test("inSequence() sends nothing before it is subscribed to", () => {
  let made = 0;
  const sent = inSequence(["a", "b"], (part) => {
    made++;
    return of(part);
  });
  assertEquals(made, 0);
  sent.subscribe();
  assertEquals(made, 2);
});

Deno.test("inSequence() goes on with the part that failed, and begins with the first after the last", () => {
  const log: string[] = [];
  let failures = 1;
  const sent = inSequence(["a", "b", "c"], (part, n) => {
    log.push(`make ${n}`);
    return defer(() => {
      log.push(part);
      if (part === "b" && failures-- > 0) return throwError(() => "no");
      return of(part);
    });
  });
  const seen: string[] = [];
  sent.pipe(retry(1)).subscribe((part) => seen.push(part));
  assertEquals(seen, ["a", "b", "c"]);
  const first = ["make 0", "make 1", "make 2", "a", "b", "b", "c"];
  assertEquals(log, first);
  sent.subscribe((part) => seen.push(part));
  assertEquals(seen, ["a", "b", "c", "a", "b", "c"]);
  assertEquals(log.slice(first.length), [
    "make 0",
    "make 1",
    "make 2",
    "a",
    "b",
    "c",
  ]);
});

Deno.test("inSequence() stops when unsubscribed from, and goes on from there", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const parts = [cold("3ms (a|)"), cold("3ms (b|)"), cold("3ms (c|)")];
    const sent = inSequence(parts, (part) => part);
    expectObservable(sent, "^---!").toBe("---a");
    expectObservable(sent, "10ms ^").toBe("10ms ---b--(c|)");
    expectSubscriptions(parts[0]!.subscriptions).toBe("^--!");
    expectSubscriptions(parts[1]!.subscriptions)
      .toBe(["---^!", "10ms ^--!"]);
  });
});

Deno.test("inSequence() subscribed to twice at a time skips and repeats no part", () => {
  marbles(({ cold, expectObservable }) => {
    const parts = ["a", "b", "c"].map((name) => cold(`10ms (${name}|)`));
    const sent = inSequence(parts, (part) => part);
    expectObservable(merge(sent, sent)).toBe("10ms (aa) 6ms (bb) 6ms (cc|)");
  });
});

Deno.test("inSequence() completes for a late subscriber when another was faster", () => {
  marbles(({ cold, expectObservable }) => {
    const parts = [cold("10ms (a|)"), cold("-(b|)")];
    const sent = inSequence(parts, (part) => part);
    expectObservable(sent).toBe("10ms a(b|)");
    expectObservable(sent, "5ms ^").toBe("15ms (a|)");
  });
});

Deno.test("inSequence() emits all that a part emits", () => {
  const seen: unknown[] = [];
  inSequence([1, 2], (n) => concat(of(n), of(-n))).subscribe((n) =>
    seen.push(n)
  );
  assertEquals(seen, [1, -1, 2, -2]);
});
