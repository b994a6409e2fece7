import { BadResponse, RateLimited } from "@rxgroupme/client";
import { VirtualClock } from "@rxgroupme/client/testing";
import { assertEquals, assertErrors, eventually, one } from "../assert.ts";
import type { Cases, Scene } from "../scene.ts";

/** The statuses that were answered, in order. */
async function statuses({ simulator }: Scene): Promise<(number | null)[]> {
  return (await simulator.requests()).map(({ status }) => status);
}

/** What is tried again by itself. */
export const retries: Cases = {
  async "what may pass is tried again until it does"(scene) {
    const { client, simulator } = scene;
    await simulator.fault({ status: 502, times: 1 });
    await simulator.fault({ connectionError: true, times: 1 });
    await simulator.fault({ emptyBody: true, times: 1 });
    assertEquals(await one(client().groups.list()), []);
    assertEquals((await statuses(scene)).length, 4);
  },

  async "what does not pass fails after as many attempts as were given"(scene) {
    const { client, simulator } = scene;
    await simulator.fault({ status: 429 });
    const retry = { attempts: 3, initialDelay: 1, rateLimitDelay: 1 };
    const groups = client({ retry }).groups.list();
    await assertErrors(groups, RateLimited);
    assertEquals(await statuses(scene), [429, 429, 429]);
  },

  async "a 429 holds back all requests of the client"({ client, simulator }) {
    const clock = new VirtualClock();
    const { activity$, chats, groups } = client({
      retry: {},
      scheduler: clock,
    });
    const waits: number[] = [];
    activity$.subscribe((it) => it.type === "wait" && waits.push(it.delay));
    await simulator.fault({ status: 429, times: 1 });
    const listed = one(groups.list());
    await eventually("it is held back", async () => {
      await clock.advance(0);
      return waits.length === 1;
    });
    const others = one(chats.list());
    await eventually("another one is too", () => waits.length === 2);
    assertEquals((await simulator.requests()).length, 1);
    await clock.advance(60_000);
    assertEquals([await listed, await others], [[], []]);
  },

  async "a request that changes something unknown is not repeated"(scene) {
    const { client, simulator } = scene;
    await simulator.fault({ status: 500, times: 1 });
    const created = client().groups.create({ name: "Quay" });
    await assertErrors(created, BadResponse);
    assertEquals(await statuses(scene), [500]);
  },

  async "a pace is kept"({ client, simulator }) {
    const clock = new VirtualClock();
    const rateLimit = { requests: 1, perMs: 60_000 };
    const { user } = client({ rateLimit, scheduler: clock });
    let answered = 0;
    for (let i = 0; i < 3; i++) user.getMe().subscribe(() => answered++);
    for (const count of [1, 2, 3]) {
      await eventually(`${count} are answered`, () => answered === count);
      assertEquals((await simulator.requests()).length, count);
      await clock.advance(60_000);
    }
  },
};
