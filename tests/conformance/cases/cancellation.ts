import { NEVER, Subject, takeUntil, timeout } from "rxjs";
import { all, assertEquals, assertErrors, eventually, one } from "../assert.ts";
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
  async "unsubscribing aborts the request under way"(scene) {
    await scene.simulator.fault({ hang: true });
    const { groups, chats } = scene.client();
    const a = groups.list().subscribe();
    const b = chats.list().subscribe();
    await untilOpen(scene, 2);
    a.unsubscribe();
    await untilOpen(scene, 1);
    b.unsubscribe();
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

  async "unsubscribing while it waits to try again sends nothing more"(scene) {
    const { client, simulator } = scene;
    await simulator.fault({ status: 500, times: 1 });
    const { activity$, groups } = client({
      retry: { initialDelay: 200 },
      random: () => 1,
    });
    let isWaiting = false;
    activity$.subscribe(({ type }) => isWaiting ||= type === "retry");
    const listing = groups.list().subscribe();
    await eventually("it waits", () => isWaiting);
    listing.unsubscribe();
    await assertErrors(NEVER.pipe(timeout(300)), Error).catch(() => {});
    assertEquals((await simulator.requests()).length, 1);
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

  async "leaving a tail aborts what it asks, and it starts anew when wanted"(
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

  async "the time of RxJS aborts as well, and the client can go on"(scene) {
    const { simulator } = scene;
    await simulator.fault({ hang: true, times: 1 });
    const { groups } = scene.client();
    const late = groups.list().pipe(timeout({ first: 60, with: () => [[]] }));
    assertEquals(await one(late), []);
    await untilOpen(scene, 0);
    assertEquals(await one(groups.list()), []);
  },
};
