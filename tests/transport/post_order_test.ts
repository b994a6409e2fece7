import { assert, assertEquals, assertRejects } from "@std/assert";
import { VirtualClock } from "@rxgroupme/client/testing";
import { defer, finalize, lastValueFrom, map, NEVER, tap, timer } from "rxjs";
import { exclusively } from "../../lib/transport/exclusively.ts";
import { PostOrder } from "../../lib/transport/post_order.ts";
import { endedTimers } from "../support/ended_timers.ts";
import { world } from "../support/world.ts";

Deno.test("PostOrder.slot() keeps back later posts of its conversation alone", () => {
  const order = new PostOrder(() => 0);
  const [first, second, other] = ["a", "a", "b"].map((key) => order.slot(key));
  assert(first && second && other);
  assertEquals([second.isHeld(), other.isHeld()], [false, false]);
  first.pauseFor(1_000);
  assertEquals(
    [first.isHeld(), second.isHeld(), other.isHeld()],
    [false, true, false],
  );
  first.leave();
  assertEquals(second.isHeld(), false);
});

Deno.test("PostOrder.slot() keeps nothing back for longer than it said", () => {
  let now = 0;
  const order = new PostOrder(() => now);
  const [first, second] = [order.slot("a"), order.slot("a")];
  // As where a platform ended its request, and it never leaves.
  first.pauseFor(1_000);
  now = 999;
  assert(second.isHeld());
  now = 1_000;
  assertEquals(second.isHeld(), false);
});

for (const attempts of [1, 2, 3]) {
  Deno.test(`create() keeps the order of posts through ${attempts} 429s`, async () => {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ members: 2, history: 1 });
    const messages = client.groups.messages(group.id);
    const match = { method: "POST" };
    simulator.fault({ status: 429, match, times: attempts });
    const texts = ["first", "second", "third"];
    messages.create("first").subscribe();
    await clock.advance(1_000);
    messages.create("second").subscribe();
    await clock.advance(61_000);
    messages.create("third").subscribe();
    await clock.advance(400_000);
    const posted = Array.from(
      { length: group.size },
      (_, n) => group.messageAt(n)?.text,
    ).filter((text) => text && texts.includes(text));
    assertEquals(posted, texts);
    assertEquals(clock.pending, 0);
  });
}

Deno.test("create() goes on with later posts when one fails for good or is left", async () => {
  const { clock, simulator, client } = world({ retry: { attempts: 2 } });
  const group = simulator.addGroup({ members: 2, history: 1 });
  const messages = client.groups.messages(group.id);
  const match = { method: "POST" };
  simulator.fault({ status: 429, match, times: 2 });
  const first = lastValueFrom(messages.create("first"));
  const refused = assertRejects(() => first);
  await clock.advance(500);
  const second = messages.create("second").subscribe();
  const third = lastValueFrom(messages.create("third"));
  await clock.advance(1_000);
  second.unsubscribe();
  await clock.until(third);
  await refused;
});

Deno.test("exclusively() does work of one key in turn, each by timers of its own", async () => {
  const clock = new VirtualClock();
  const session = { scheduler: clock };
  const done: string[] = [];
  const work = (name: string, ms: number) =>
    timer(ms, clock).pipe(tap(() => done.push(name)));
  const start = (key: string, name: string, ms: number) =>
    exclusively(session, key, work(name, ms)).subscribe();
  start("a", "first", 1_000);
  const left = start("a", "left", 10);
  start("a", "second", 10);
  start("b", "other", 10);
  // The two that wait look again, the two that work say that they go on.
  assertEquals(clock.pending, 6);
  await clock.advance(500);
  left.unsubscribe();
  assertEquals(done, ["other"]);
  await clock.advance(1_000);
  assertEquals(done, ["other", "first", "second"]);
  assertEquals(clock.pending, 0);
});

Deno.test("exclusively() keeps work of one key apart, however long it takes", async () => {
  const clock = new VirtualClock();
  const session = { scheduler: clock };
  let working = 0;
  let most = 0;
  let done = 0;
  const work = defer(() => {
    most = Math.max(most, ++working);
    return timer(25_000, clock).pipe(finalize(() => working--));
  });
  for (let n = 0; n < 4; n++) {
    exclusively(session, "a", work).subscribe(() => done += 1);
  }
  const slow = timer(300_000, clock);
  exclusively(session, "a", slow).subscribe(() => done += 1);
  exclusively(session, "a", work).subscribe(() => done += 1);
  await clock.advance(399_000);
  assertEquals([done, working], [4, 0]);
  await clock.advance(27_000);
  assertEquals([done, most], [6, 1]);
  assertEquals(clock.pending, 0);
});

Deno.test("exclusively() goes on, one after the other, when a platform has ended the work before", async () => {
  const clock = new VirtualClock();
  const { scheduler, restart } = endedTimers(clock);
  const session = { scheduler };
  const dead = exclusively(session, "a", NEVER).subscribe();
  restart();
  const got: number[] = [];
  for (const n of [1, 2]) {
    const work = timer(1_000, clock).pipe(map(() => n));
    exclusively(session, "a", work).subscribe((it) => got.push(it));
  }
  await clock.advance(59_000);
  assertEquals(got, []);
  await clock.advance(2_100);
  assertEquals(got, [1]);
  await clock.advance(1_100);
  assertEquals(got, [1, 2]);
  dead.unsubscribe();
});
