import { type Activity, BadResponse, RateLimited } from "@rxgroupme/client";
import { assertEquals, assertErrors, one } from "../assert.ts";
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

  async "a 429 holds back all requests of the client"(scene) {
    const { client, simulator } = scene;
    const activity: Activity[] = [];
    const { activity$, groups, chats } = client({
      retry: { initialDelay: 1, rateLimitDelay: 50 },
    });
    activity$.subscribe((it) => activity.push(it));
    await simulator.fault({ status: 429, times: 1 });
    assertEquals(await one(groups.list()), []);
    assertEquals(await one(chats.list()), []);
    const waits = activity.filter(({ type }) => type === "wait");
    assertEquals(waits.length > 0, true);
    const [first, second] = await simulator.requests();
    const between = (second?.at ?? 0) - (first?.at ?? 0);
    assertEquals(between >= 45, true);
  },

  async "a request that changes something unknown is not repeated"(scene) {
    const { client, simulator } = scene;
    await simulator.fault({ status: 500, times: 1 });
    const created = client().groups.create({ name: "Quay" });
    await assertErrors(created, BadResponse);
    assertEquals(await statuses(scene), [500]);
  },

  async "a pace is kept"({ client, simulator }) {
    const { user } = client({ rateLimit: { requests: 1, perMs: 40 } });
    await Promise.all([1, 2, 3].map(() => one(user.getMe())));
    const times = (await simulator.requests()).map(({ at }) => at);
    assertEquals((times.at(-1) ?? 0) - (times[0] ?? 0) >= 70, true);
  },
};
