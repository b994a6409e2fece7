import {
  type Message,
  NotFound,
  type Tail,
  Unauthorized,
} from "@rxgroupme/client";
import { filter, firstValueFrom, map, type Observable, take } from "rxjs";
import { all, assertEquals, assertErrors, eventually } from "../assert.ts";
import type { Cases } from "../scene.ts";

/** Looks often, so that a case takes no time. */
const quick = { interval: 10, maxInterval: 20 };

/** Resolves as soon as a tail is up to date. */
function isLive(tail: Tail<unknown>): Promise<unknown> {
  const live$ = tail.status$.pipe(filter(({ state }) => state === "live"));
  return firstValueFrom(live$);
}

/** The next texts of a tail, which is left after them. */
function texts(
  tail: Observable<Message>,
  count: number,
): Promise<(string | undefined)[]> {
  return all(tail.pipe(map(({ text }) => text), take(count)));
}

/** Conversations as they go on. */
export const tails: Cases = {
  async "a tail delivers what is written from now on, once and in order"(
    scene,
  ) {
    const { id } = await scene.simulator.addGroup({ history: 10 });
    const tail = scene.client().groups.messages(id).tail(quick);
    const seen = texts(tail, 5);
    await isLive(tail);
    const words = ["ebb", "slack", "flood", "spring", "neap"];
    await scene.simulator.write(id, ...words);
    assertEquals(await seen, words);
  },

  async "a tail from the beginning delivers all, oldest first"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup({ history: 230 });
    const messages = scene.client().groups.messages(id);
    const tail = messages.tail({ ...quick, since: "beginning" });
    const seen = all(tail.pipe(map((it) => it.id), take(231)));
    await isLive(tail);
    await scene.simulator.write(id, "and on");
    assertEquals(await seen, await simulator.ids(id));
  },

  async "a tail since a message delivers all after it"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup({ history: 20 });
    const ids = await simulator.ids(id);
    const messages = scene.client().groups.messages(id);
    const tail = messages.tail({ ...quick, since: ids[14] });
    const seen = await all(tail.pipe(map((it) => it.id), take(5)));
    assertEquals(seen, ids.slice(15));
  },

  async "a burst of more than a page comes whole"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup({ history: 5 });
    const tail = scene.client().groups.messages(id).tail(quick);
    const seen = all(tail.pipe(map((it) => it.id), take(230)));
    await isLive(tail);
    // Nothing can be read until all of it is there.
    await simulator.fault({ status: 503 });
    await simulator.write(id, ...Array.from(Array(230).keys(), String));
    await simulator.clearFaults();
    assertEquals(await seen, (await simulator.ids(id)).slice(5));
  },

  async "an outage costs time and no message, and is told"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup();
    const client = scene.client({ retry: false });
    const tail = client.groups.messages(id).tail(quick);
    const states: string[] = [];
    const told = tail.status$.subscribe(({ state }) => states.push(state));
    const seen = texts(tail, 2);
    await isLive(tail);
    await scene.simulator.write(id, "before");
    await eventually("one has come", () => states.at(-1) === "live");
    await simulator.fault({ connectionError: true });
    await eventually("it is noticed", () => states.at(-1) === "offline");
    await scene.simulator.write(id, "during");
    await simulator.clearFaults();
    assertEquals(await seen, ["before", "during"]);
    told.unsubscribe();
  },

  async "a message that GroupMe shows late is delivered, once"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup();
    const tail = scene.client().groups.messages(id).tail(quick);
    const seen = texts(tail, 3);
    await isLive(tail);
    await simulator.inject(id, { text: "late", visibleAfter: 80 });
    await scene.simulator.write(id, "in time");
    await eventually(
      "it is listed",
      async () => (await simulator.texts(id)).includes("late"),
    );
    await scene.simulator.write(id, "after");
    assertEquals((await seen).sort(), ["after", "in time", "late"]);
  },

  async "a tail of a group that is gone ends with NotFound"({ client }) {
    const tail = client().groups.messages("999").tail(quick);
    await assertErrors(tail, NotFound);
  },

  async "a tail whose token is revoked ends with Unauthorized"(scene) {
    const { simulator, token } = scene;
    const { id } = await simulator.addGroup({ history: 1 });
    const tail = scene.client().groups.messages(id).tail(quick);
    const ended = assertErrors(tail, Unauthorized);
    await isLive(tail);
    await simulator.revokeToken(token);
    await ended;
  },

  async "client.tail() follows all groups and chats"(scene) {
    const { simulator } = scene;
    const friend = await simulator.addUser();
    await simulator.addChat(friend.id);
    const [a, b] = [await simulator.addGroup(), await simulator.addGroup()];
    const tail = scene.client().tail(quick);
    const seen = all(tail.pipe(map(({ text }) => text), take(3)));
    await isLive(tail);
    await simulator.write(a.id, "to a");
    await simulator.write(friend.id, "to me");
    await simulator.write(b.id, "to b");
    assertEquals((await seen).sort(), ["to a", "to b", "to me"]);
  },

  async "for await over a tail reads at the consumer's pace"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup({ history: 120 });
    const messages = scene.client().groups.messages(id);
    const seen: string[] = [];
    const requests: number[] = [];
    for await (const it of messages.tail({ ...quick, since: "beginning" })) {
      seen.push(it.id);
      if (seen.length % 100 === 1 || seen.length % 100 === 0) {
        requests.push((await simulator.requests()).length);
      }
      if (seen.length === 120) break;
    }
    assertEquals(seen, await simulator.ids(id));
    // While the consumer was busy with the first page, nothing was asked.
    assertEquals(requests[1], requests[0]);
  },
};
