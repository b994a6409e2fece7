import { assert, assertEquals, assertFalse, assertRejects } from "@std/assert";
import { firstValueFrom, lastValueFrom, Subject, take, takeUntil } from "rxjs";
import { abortable } from "../../lib/util/abortable.ts";
import { watch } from "../support/watch.ts";

Deno.test("abortable() runs nothing before a subscription, and once for each", async () => {
  let runs = 0;
  const runs$ = abortable(() => Promise.resolve(++runs));
  assertEquals(runs, 0);
  assertEquals(await lastValueFrom(runs$), 1);
  assertEquals(await lastValueFrom(runs$), 2);
});

Deno.test("abortable() emits the one value, completes, and aborts nothing", async () => {
  const signals: AbortSignal[] = [];
  const watched = watch(abortable((signal) => {
    signals.push(signal);
    return Promise.resolve("value");
  }));
  await Promise.resolve();
  assertEquals(watched.values, ["value"]);
  assert(watched.isComplete);
  watched.subscription.unsubscribe();
  assertEquals(signals.map(({ aborted }) => aborted), [false]);
});

Deno.test("abortable() aborts nothing for who leaves with the value", async () => {
  const signals: AbortSignal[] = [];
  const value$ = abortable((signal) => {
    signals.push(signal);
    return Promise.resolve("value");
  });
  assertEquals(await firstValueFrom(value$), "value");
  assertEquals(signals.map(({ aborted }) => aborted), [false]);
});

Deno.test("abortable() errors with what the exchange rejects with", async () => {
  const failing = abortable(() => Promise.reject(new RangeError("no")));
  await assertRejects(() => lastValueFrom(failing), RangeError, "no");
});

Deno.test("abortable() errors with what the exchange throws at once", async () => {
  const failing = abortable<never>(() => {
    throw new RangeError("no");
  });
  await assertRejects(() => lastValueFrom(failing), RangeError, "no");
});

Deno.test("abortable() aborts at once when unsubscribed from, and emits nothing", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  const watched = watch(abortable((signal) => {
    signals.push(signal);
    return promise;
  }));
  assertEquals(signals.map(({ aborted }) => aborted), [false]);
  watched.subscription.unsubscribe();
  assertEquals(signals.map(({ aborted }) => aborted), [true]);
  resolve("late");
  await promise;
  assertEquals(watched.values, []);
  assertFalse(watched.isComplete);
});

Deno.test("abortable() leaves no rejection unhandled after it was unsubscribed from", async () => {
  const { promise, reject } = Promise.withResolvers<string>();
  const watched = watch(abortable(() => promise));
  watched.subscription.unsubscribe();
  reject(new Error("late"));
  // An unhandled rejection would fail the test.
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(watched.error, undefined);
});

Deno.test("abortable() aborts for one subscription only", () => {
  const signals: AbortSignal[] = [];
  const endless = abortable((signal) => {
    signals.push(signal);
    return new Promise<never>(() => {});
  });
  const first = watch(endless);
  using _second = watch(endless.pipe(take(1)));
  first.subscription.unsubscribe();
  assertEquals(signals.map(({ aborted }) => aborted), [true, false]);
});

Deno.test("abortable() aborts an exchange that ends the subscription as it begins", () => {
  const signals: AbortSignal[] = [];
  const stop = new Subject<void>();
  const value$ = abortable((signal) => {
    signals.push(signal);
    stop.next();
    return new Promise<never>(() => {});
  });
  value$.pipe(takeUntil(stop)).subscribe();
  assertEquals(signals.map(({ aborted }) => aborted), [true]);
});
