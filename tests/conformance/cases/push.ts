import {
  push as pushOf,
  type PushEvent,
  webSocketWire,
} from "@rxgroupme/client/push";
import type { Client, Message } from "@rxgroupme/client";
import { acrossTabs } from "@rxgroupme/client/push/tabs";
import { filter, firstValueFrom, map, type Observable, take } from "rxjs";
import { all, assert, assertEquals, eventually } from "../assert.ts";
import type { Cases, Scene } from "../scene.ts";

/** Polls so seldom that within a case nothing comes by it. */
const patient = { interval: 600_000, maxInterval: 600_000 };

function texts(tail: Observable<Message>, count: number) {
  return all(tail.pipe(map(({ text }) => text), take(count)));
}

/** Resolves as soon as a client is pushed to. */
function isUp(live: ReturnType<typeof pushOf>): Promise<unknown> {
  return firstValueFrom(
    live.status$.pipe(filter(({ state }) => state === "up")),
  );
}

/** How often messages were listed so far. */
async function pollsOf({ simulator }: Scene): Promise<number> {
  const requests = await simulator.requests();
  return requests.filter(({ path }) => path.endsWith("/messages")).length;
}

/** What must hold of both wires. */
async function delivers(
  scene: Scene,
  client: Client,
  live: ReturnType<typeof pushOf>,
): Promise<void> {
  const { simulator } = scene;
  const { id } = await simulator.addGroup();
  const tail = client.groups.messages(id).tail({ ...patient, via: live });
  const words = Array.from({ length: 12 }, (_, i) => `word ${i}`);
  const seen = texts(tail, words.length);
  await isUp(live);
  await eventually("the first poll", async () => await pollsOf(scene) > 0);
  await simulator.write(id, ...words);
  assertEquals(await seen, words);
  const polls = await pollsOf(scene);
  assert(polls < words.length, `each message was polled for: ${polls} polls`);
}

/** What GroupMe pushes. */
export const push: Cases = {
  async "push by long polling delivers at once what is written"(scene) {
    const client = scene.client();
    await delivers(scene, client, pushOf(client));
  },

  async "push over a WebSocket delivers at once what is written"(scene) {
    const { baseUrls: bases = {} } = scene.options;
    if (typeof bases === "string") throw new Error("no base URL for each");
    const baseUrls = { ...bases, push: scene.webSocketUrl };
    const client = scene.client({ baseUrls });
    await delivers(
      scene,
      client,
      pushOf(client, { wire: webSocketWire() }),
    );
  },

  async "push that is shared with other tabs delivers here"(scene) {
    const client = scene.client();
    await delivers(scene, client, pushOf(client, { tabs: acrossTabs() }));
  },

  async "what is lost while push restarts is filled in"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup();
    const client = scene.client({ random: () => 0.01 });
    const live = pushOf(client);
    const tail = client.groups.messages(id).tail({ ...patient, via: live });
    const seen = texts(tail, 3);
    await isUp(live);
    await eventually("it polls", async () => await simulator.polls() === 1);
    await simulator.write(id, "pushed");
    await eventually("it polls", async () => await simulator.polls() === 1);
    // Chromium sends a poll whose connection was cut again, and tells nobody.
    await simulator.restartPush();
    await simulator.write(id, "lost");
    await isUp(live);
    await simulator.write(id, "afterwards");
    assertEquals(await seen, ["pushed", "lost", "afterwards"]);
  },

  async "a tail whose push is refused polls"(scene) {
    const { simulator } = scene;
    await simulator.refusePush("403::Handshake denied");
    const { id } = await simulator.addGroup();
    const client = scene.client();
    const tail = client.groups.messages(id).tail({
      interval: 10,
      maxInterval: 20,
      via: pushOf(client),
    });
    const seen = texts(tail, 1);
    await firstValueFrom(
      tail.status$.pipe(filter(({ state }) => state === "live")),
    );
    await simulator.write(id, "all the same");
    assertEquals(await seen, ["all the same"]);
  },

  async "events tell of what is no message"(scene) {
    const { simulator, userId } = scene;
    const live = pushOf(scene.client());
    const typing = firstValueFrom(
      live.events().pipe(
        filter((it): it is PushEvent & { type: "typing" } =>
          it.type === "typing"
        ),
      ),
    );
    await eventually("it polls", async () => await simulator.polls() === 1);
    const data = { type: "typing", user_id: "7", started: 1 };
    await simulator.publish(`/user/${userId}`, data);
    assertEquals((await typing).data.user_id, "7");
  },

  async "all who listen share one connection, and the last one closes it"(
    { client, simulator },
  ) {
    const { id: groupId } = await simulator.addGroup();
    const live = pushOf(client());
    const listeners = [live.events(), live.events({ groupId })]
      .map((it) => it.subscribe());
    await eventually("it polls", async () => await simulator.polls() === 1);
    assertEquals(await simulator.listeners(), 1);
    for (const listener of listeners) {
      await eventually("it polls", async () => await simulator.polls() === 1);
      listener.unsubscribe();
    }
    await eventually("it is closed", async () => await simulator.polls() === 0);
  },
};
