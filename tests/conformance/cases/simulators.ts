import { NoResponse } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { map, take } from "rxjs";
import { all, assertEquals, assertErrors, one } from "../assert.ts";
import type { Cases, Scene } from "../scene.ts";

/** A simulator in process, on a clock of its own. */
function inProcess({ client }: Scene) {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock, latency: 100 });
  const { fetch, token } = simulator;
  const inside = { fetch, token, baseUrls: {}, retry: {}, scheduler: clock };
  return { clock, simulator, client: client(inside) };
}

/** The simulator where the case itself runs, without a network. */
export const simulators: Cases = {
  async "two hours of a conversation pass in no time, outage and all"(scene) {
    const { clock, simulator, client } = inProcess(scene);
    const group = simulator.addGroup({ members: 1 });
    const seen: (string | undefined)[] = [];
    const following = client.groups.messages(group.id).tail()
      .subscribe(({ text }) => seen.push(text));
    const words = ["dawn", "noon", "dusk", "midnight"];
    for (const text of words) {
      await clock.advance(900_000);
      simulator.outage(600_000);
      simulator.inject(group, { text });
      await clock.advance(900_000);
    }
    following.unsubscribe();
    assertEquals(seen, words);
    assertEquals([clock.pending, simulator.open], [0, 0]);
  },

  async "a simulator repeats itself by its seed"(scene) {
    const worlds = [inProcess(scene), inProcess(scene)];
    const histories = worlds.map(async ({ clock, simulator, client }) => {
      const { id } = simulator.addGroup({ members: 3, history: 500 });
      const messages = client.groups.messages(id).listAll();
      const texts = all(messages.pipe(map((it) => it.text), take(300)));
      await clock.advance(1_000);
      return [simulator.token, id, ...await texts];
    });
    const [first, second] = await Promise.all(histories);
    assertEquals(first?.length, 302);
    assertEquals(first, second);
  },

  async "a server that is away for longer than a client tries is NoResponse"(
    scene,
  ) {
    const { clock, simulator, client } = inProcess(scene);
    const outage = simulator.outage(600_000);
    const failed = assertErrors(client.groups.list(), NoResponse);
    await clock.advance(120_000);
    await failed;
    assertEquals(outage.hits, 5);
    await clock.advance(600_000);
    const listed = one(client.groups.list());
    await clock.advance(1_000);
    assertEquals(await listed, []);
  },
};
