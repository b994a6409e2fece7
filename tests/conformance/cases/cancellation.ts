import { VirtualClock } from "@rxgroupme/client/testing";
import { filter, firstValueFrom, Subject, takeUntil, timeout } from "rxjs";
import { all, assertEquals, eventually, one } from "../assert.ts";
import type { Cases, Scene } from "../scene.ts";

/** Waits until so many requests wait for their answer. */
function untilOpen({ simulator }: Scene, count: number): Promise<void> {
  return eventually(
    `${count} requests are open`,
    async () => await simulator.open() === count,
  );
}

/** What ends when nobody wants it any more. */
export const cancellation: Cases = {
  async "unsubscribing aborts the request under way, and its timers"(scene) {
    const clock = new VirtualClock();
    await scene.simulator.fault({ hang: true });
    const { groups, chats } = scene.client({ scheduler: clock });
    const a = groups.list().subscribe();
    const b = chats.list().subscribe();
    await untilOpen(scene, 2);
    a.unsubscribe();
    await untilOpen(scene, 1);
    b.unsubscribe();
    assertEquals(clock.pending, 0);
    await untilOpen(scene, 0);
  },

  async "unsubscribing aborts a post under way"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup();
    await simulator.fault({ hang: true });
    const command = scene.client().groups.messages(id).create("never");
    const posting = command.subscribe();
    await untilOpen(scene, 1);
    posting.unsubscribe();
    await untilOpen(scene, 0);
    assertEquals(await simulator.texts(id), []);
  },

  async "unsubscribing while it waits to try again leaves no timer"(scene) {
    const { client, simulator } = scene;
    const clock = new VirtualClock();
    await simulator.fault({ status: 500, times: 1 });
    const { activity$, groups } = client({ scheduler: clock });
    let isWaiting = false;
    activity$.subscribe(({ type }) => isWaiting ||= type === "retry");
    const listing = groups.list().subscribe();
    await eventually("it waits", () => isWaiting && clock.pending === 1);
    listing.unsubscribe();
    assertEquals(clock.pending, 0);
    await clock.advance(3_600_000);
    assertEquals((await simulator.requests()).length, 1);
  },

  async "leaving a tail between two polls leaves no timer"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup({ history: 3 });
    const clock = new VirtualClock();
    const { groups } = scene.client({ scheduler: clock });
    const tail = groups.messages(id).tail();
    const following = tail.subscribe();
    const live$ = tail.status$.pipe(filter(({ state }) => state === "live"));
    await firstValueFrom(live$);
    await eventually("it waits", () => clock.pending > 0);
    following.unsubscribe();
    assertEquals(clock.pending, 0);
  },

  async "a stream that ends a walk ends its request"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup({ history: 150 });
    await simulator.fault({ hang: true });
    const stop = new Subject<void>();
    const walk = all(
      scene.client().groups.messages(id).listAll().pipe(takeUntil(stop)),
    );
    await untilOpen(scene, 1);
    stop.next();
    assertEquals(await walk, []);
    await untilOpen(scene, 0);
  },

  async "unsubscribing from a tail aborts its requests, and it can start again"(
    scene,
  ) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup({ history: 3 });
    await simulator.fault({ hang: true });
    const tail = scene.client().groups.messages(id)
      .tail({ since: "beginning" });
    const following = tail.subscribe();
    await untilOpen(scene, 1);
    following.unsubscribe();
    await untilOpen(scene, 0);
    await simulator.clearFaults();
    for await (const message of tail) {
      assertEquals(message.id, (await simulator.ids(id))[0]);
      break;
    }
  },

  async "timeout() of RxJS aborts as well, and the client can go on"(scene) {
    const { simulator } = scene;
    await simulator.fault({ hang: true });
    const { groups } = scene.client();
    const late = groups.list().pipe(timeout({ first: 60, with: () => [[]] }));
    assertEquals(await one(late), []);
    await untilOpen(scene, 0);
    await simulator.clearFaults();
    assertEquals(await one(groups.list()), []);
  },
};
