import { assertEquals } from "@std/assert";
import { Client, Session, type SessionOptions } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { lastValueFrom, type Observable } from "rxjs";
import { myIdOf } from "../../lib/resources/my_id.ts";
import { endedTimers } from "../support/ended_timers.ts";

/** All that gives one's own id. */
const IDS: {
  readonly [name: string]: (options: SessionOptions) => Observable<string>;
} = {
  "myIdOf() of a Session": (options) => myIdOf(new Session(options)),
  "myIdOf() of a Client": (options) => myIdOf(new Client(options).session),
  "User.id": (options) => new Client(options).user.id,
};

for (const [name, open] of Object.entries(IDS)) {
  Deno.test(`${name} requests once, for all who wait and who come later`, async () => {
    const scheduler = new VirtualClock();
    const { me, token, ...simulator } = simulated(scheduler, 300);
    let requests = 0;
    const fetch = (request: Request) => {
      requests++;
      return simulator.fetch(request);
    };
    const id = open({ token, fetch, scheduler });
    const both = [lastValueFrom(id), lastValueFrom(id)];
    assertEquals(await scheduler.until(Promise.all(both)), [me.id, me.id]);
    assertEquals(await lastValueFrom(id), me.id);
    assertEquals(requests, 1);
    assertEquals(scheduler.pending, 0);
  });

  Deno.test(`${name} goes on for the others when a platform has ended the first, its timers and its request`, async () => {
    const clock = new VirtualClock();
    const { me, token, ...simulator } = simulated(clock, 0);
    const { scheduler, restart } = endedTimers(clock);
    let isOver = false;
    const fetch = (request: Request) =>
      isOver ? simulator.fetch(request) : new Promise<Response>(() => {});
    const id = open({ token, fetch, scheduler });
    const ended = id.subscribe();
    isOver = true;
    restart();
    const got: string[] = [];
    id.subscribe((it) => got.push(it));
    id.subscribe((it) => got.push(it));
    await clock.advance(61_000);
    assertEquals(got, [me.id, me.id]);
    assertEquals(clock.pending, 0);
    ended.unsubscribe();
  });
}

function simulated(scheduler: VirtualClock, latency: number) {
  const { me, token, fetch } = new GroupMeSimulator({ scheduler, latency });
  return { me, token, fetch };
}
