import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { VirtualClock } from "@rxgroupme/client/testing";
import {
  defer,
  EMPTY,
  interval,
  NEVER,
  repeat,
  retry,
  take,
  throwError,
  timeout,
  timer,
} from "rxjs";
import { world } from "../ask.ts";

Deno.test("VirtualClock.now() stands still until told", () => {
  const clock = new VirtualClock({ start: 5000 });
  assertEquals([clock.now(), clock.pending, clock.nextAt], [
    5000,
    0,
    undefined,
  ]);
});

Deno.test("VirtualClock.advance() does what is due in the order of time", async () => {
  const clock = new VirtualClock({ start: 0 });
  const done: string[] = [];
  const note = (name: string) => () => done.push(`${name}@${clock.now()}`);
  clock.schedule(note("c"), 30);
  clock.schedule(note("a"), 10);
  clock.schedule(note("b"), 10);
  clock.schedule(note("z"), 31);
  clock.schedule(note("now"), -5);
  assertEquals([clock.pending, clock.nextAt], [5, 0]);
  await clock.advance(30);
  assertEquals(done, ["now@0", "a@10", "b@10", "c@30"]);
  assertEquals([clock.now(), clock.pending, clock.nextAt], [30, 1, 31]);
});

Deno.test("VirtualClock.advance() does what becomes due on the way", async () => {
  const clock = new VirtualClock({ start: 0 });
  const done: number[] = [];
  clock.schedule(() => {
    clock.schedule(() => done.push(clock.now()), 5);
    clock.schedule(() => done.push(clock.now()), 50);
  }, 10);
  await clock.advance(20);
  assertEquals(done, [15]);
  assertEquals(clock.pending, 1);
});

Deno.test("VirtualClock.advance() lets promises settle between two times", async () => {
  const clock = new VirtualClock({ start: 0 });
  const done: string[] = [];
  const read = async (name: string) => {
    const response = new Response("x".repeat(100_000));
    for (let i = 0; i < 50; i++) await Promise.resolve();
    const blob = await response.blob();
    await new Request("http://localhost", { method: "POST", body: blob })
      .text();
    done.push(`${name}@${clock.now()}`);
  };
  void read("start");
  clock.schedule(() => void read("a"), 1);
  clock.schedule(() => void read("b"), 2);
  await clock.advance(100);
  assertEquals(done, ["start@0", "a@1", "b@2"]);
});

Deno.test("VirtualClock.advance() settles what goes on after the last time", async () => {
  const clock = new VirtualClock({ start: 0 });
  let isDone = false;
  clock.schedule(async () => {
    await new Response("x").text();
    isDone = true;
  }, 10);
  await clock.advance(10);
  assert(isDone);
});

Deno.test("VirtualClock.advance() takes one after the other", async () => {
  const clock = new VirtualClock({ start: 0 });
  const done: number[] = [];
  interval(10, clock).pipe(take(5)).subscribe(() => done.push(clock.now()));
  await Promise.all([clock.advance(25), clock.advance(25)]);
  assertEquals(done, [10, 20, 30, 40, 50]);
  assertEquals([clock.now(), clock.pending], [50, 0]);
});

Deno.test("VirtualClock.advance() is rejected with what an action throws, and goes on", async () => {
  const clock = new VirtualClock({ start: 0 });
  clock.schedule(() => {
    throw new RangeError("oops");
  }, 10);
  let isDone = false;
  clock.schedule(() => isDone = true, 20);
  await assertRejects(() => clock.advance(100), RangeError, "oops");
  assertEquals([clock.now(), clock.pending], [10, 1]);
  await clock.advance(10);
  assert(isDone);
});

Deno.test("VirtualClock.advance() refuses to go back, and to go on for ever", () => {
  const clock = new VirtualClock();
  for (const ms of [-1, NaN, Infinity]) {
    assertThrows(() => clock.advance(ms), RangeError, `ms is ${ms}`);
  }
});

Deno.test("VirtualClock.hold() keeps time from passing until it is released", async () => {
  const clock = new VirtualClock({ start: 0 });
  const release = clock.hold();
  let isReleased = false;
  setTimeout(() => {
    isReleased = true;
    release();
  }, 0);
  let isDone = false;
  clock.schedule(() => isDone = isReleased, 10);
  await clock.advance(10);
  assert(isDone);
});

Deno.test("VirtualClock.schedule() is called off by unsubscribing", async () => {
  const clock = new VirtualClock();
  let count = 0;
  const action = clock.schedule(() => count++, 10);
  action.unsubscribe();
  assertEquals(clock.pending, 0);
  action.unsubscribe();
  await clock.advance(20);
  assertEquals(count, 0);
});

Deno.test("VirtualClock.schedule() passes the state, and lets work repeat itself", async () => {
  const clock = new VirtualClock({ start: 0 });
  const seen: unknown[] = [];
  clock.schedule<number>(
    function (state = 0) {
      seen.push([state, clock.now()]);
      if (state < 3) this.schedule(state + 1, 10);
    },
    5,
    1,
  );
  await clock.advance(100);
  assertEquals(seen, [[1, 5], [2, 15], [3, 25]]);
  assertEquals(clock.pending, 0);
});

Deno.test("VirtualClock.schedule() moves what is scheduled again", async () => {
  const clock = new VirtualClock({ start: 0 });
  const seen: number[] = [];
  const action = clock.schedule(() => seen.push(clock.now()), 10);
  (action as unknown as { schedule(state: null, ms: number): void })
    .schedule(null, 20);
  assertEquals(clock.pending, 1);
  await clock.advance(100);
  assertEquals(seen, [20]);
});

Deno.test("VirtualClock.schedule() never does what is due at infinity", async () => {
  const clock = new VirtualClock();
  clock.schedule(() => {
    throw new Error("never");
  }, Infinity);
  assertEquals(clock.pending, 0);
  await clock.advance(1e9);
});

Deno.test("VirtualClock works for timer(), and an unsubscribed one leaves nothing", async () => {
  const clock = new VirtualClock({ start: 0 });
  const seen: number[] = [];
  const timing = timer(1000, 60_000, clock)
    .subscribe(() => seen.push(clock.now()));
  await clock.advance(121_000);
  assertEquals(seen, [1000, 61_000, 121_000]);
  assertEquals(clock.pending, 1);
  timing.unsubscribe();
  assertEquals(clock.pending, 0);
  timer(new Date(121_500), clock).subscribe(() => seen.push(clock.now()));
  await clock.advance(1000);
  assertEquals(seen.at(-1), 121_500);
});

Deno.test("VirtualClock works for timeout(), repeat() and retry()", async () => {
  const clock = new VirtualClock({ start: 0 });
  const seen: string[] = [];
  const note = (name: string) => () => seen.push(`${name}@${clock.now()}`);
  NEVER.pipe(timeout({ first: 3000, scheduler: clock }))
    .subscribe({ error: note("timeout") });
  EMPTY.pipe(repeat({ count: 3, delay: () => timer(500, clock) }))
    .subscribe({ complete: note("repeat") });
  throwError(() => new Error("passing"))
    .pipe(retry({ count: 2, delay: (_, n) => timer(n * 1000, clock) }))
    .subscribe({ error: note("retry") });
  await clock.advance(10_000);
  assertEquals(seen, ["repeat@1000", "timeout@3000", "retry@3000"]);
  assertEquals(clock.pending, 0);
});

Deno.test("VirtualClock runs an hour of polling a simulator in no time", async () => {
  const { clock, simulator, ask } = world({ latency: 30 });
  const group = simulator.addGroup({ history: 200 });
  const path = `/v3/groups/${group.id}/messages?limit=100`;
  let count = 0;
  const polling = defer(() => ask(path).then((answer) => answer.json())).pipe(
    timeout({ each: 5000, scheduler: clock }),
    repeat({ delay: () => timer(2000, clock) }),
  ).subscribe(() => count++);
  await clock.advance(3_600_000);
  polling.unsubscribe();
  assertEquals(count, Math.floor((3_600_000 - 30) / 2030) + 1);
  await clock.advance(30);
  assertEquals([clock.pending, simulator.open], [0, 0]);
});

Deno.test("VirtualClock.until() lets as much time pass as needed", async () => {
  const clock = new VirtualClock({ start: 0 });
  const late = new Promise((resolve) =>
    clock.schedule(() => clock.schedule(() => resolve("late"), 20), 10)
  );
  clock.schedule(() => {}, 1000);
  assertEquals(await clock.until(late), "late");
  assertEquals([clock.now(), clock.pending], [30, 1]);
  const failed = Promise.reject(new RangeError("no"));
  await assertRejects(() => clock.until(failed), RangeError, "no");
});

Deno.test("VirtualClock.until() gives up when nothing more comes", async () => {
  const clock = new VirtualClock({ start: 0 });
  const open = new Promise(() => {});
  await assertRejects(() => clock.until(open), Error, "still open");
  const timing = timer(0, 10, clock).subscribe();
  await assertRejects(() => clock.until(open, 100), Error, "still open at 100");
  timing.unsubscribe();
});
