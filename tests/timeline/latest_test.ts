import { assertEquals, assertRejects } from "@std/assert";
import { EMPTY, NEVER, Observable, of, Subject, throwError } from "rxjs";
import { latest } from "../../lib/timeline/latest.ts";

Deno.test("latest() gives the newest value to a slow consumer", async () => {
  const source = new Subject<number>();
  const values = latest(source);
  const first = values.next();
  source.next(1);
  assertEquals(await first, { value: 1, done: false });
  source.next(2);
  source.next(3);
  assertEquals(await values.next(), { value: 3, done: false });
  source.complete();
  assertEquals((await values.next()).done, true);
});

Deno.test("latest() unsubscribes at once when it is left while it waits", async () => {
  const source = new Subject<number>();
  const values = latest(source);
  const waiting = values.next();
  assertEquals(source.observed, true);
  const left = values.return?.();
  assertEquals(source.observed, false);
  assertEquals((await waiting).done, true);
  assertEquals((await left)?.done, true);
});

Deno.test("latest() subscribes to nothing when it is left before it begins", async () => {
  let count = 0;
  const values = latest(
    new Observable<number>(() => {
      count++;
    }),
  );
  await values.return?.();
  assertEquals([count, (await values.next()).done], [0, true]);
});

Deno.test("latest() ends and fails as its source does", async () => {
  assertEquals((await latest(EMPTY).next()).done, true);
  const values = latest(of(1, 2));
  assertEquals((await values.next()).value, 2);
  assertEquals((await values.next()).done, true);
  const failing = latest(throwError(() => new Error("no")));
  await assertRejects(() => failing.next(), Error, "no");
});

Deno.test("latest() leaves its source when a loop is broken", async () => {
  const source = new Subject<number>();
  const loop = (async () => {
    for await (const value of latest(source)) if (value === 1) break;
  })();
  source.next(1);
  await loop;
  assertEquals(source.observed, false);
  await latest(NEVER).return?.();
});
