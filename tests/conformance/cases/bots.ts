import { BadResponse } from "@rxgroupme/client";
import { commands, notices } from "@rxgroupme/client/bot";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { messageOf, webhook } from "@rxgroupme/client/webhook";
import { of, take } from "rxjs";
import { all, assertEquals, eventually } from "../assert.ts";
import type { Cases } from "../scene.ts";

const secret = "5d0f4d0e-3a0e-4f37-8a55-9d534d1c1f0e";

/** Bots that answer. */
export const bots: Cases = {
  async "a bot sees the notices of a tail, with texts for ids"({ client }) {
    const simulator = new GroupMeSimulator();
    const { token, fetch } = simulator;
    const group = simulator.addGroup({ members: 2 });
    const event = {
      type: "membership.announce.joined",
      data: { user: { id: 7305518, nickname: "Cy" } },
    };
    simulator.inject(group, { text: "Cy joined.", isSystem: true, event });
    const inside = client({ fetch, token, baseUrls: {} });
    const tail = inside.groups.messages(group.id).tail({ since: "beginning" });
    const found = tail.pipe(notices("membership.announce.joined"), take(1));
    const [joined] = await all(found);
    assertEquals(joined?.data.user, { id: "7305518", nickname: "Cy" });
  },

  async "a bot answers commands of a tail, once, and goes on after a failure"(
    scene,
  ) {
    const { id } = await scene.simulator.addGroup({ history: 3 });
    const messages = scene.client().groups.messages(id);
    const handlers = {
      "!ping": () => "pong",
      "!fail": () => Promise.reject(new Error("no dice")),
      "!echo": (_: unknown, args: readonly string[]) => of(args.join("+")),
    };
    const outcomes = all(
      messages.tail({ interval: 10, maxInterval: 20, since: "beginning" })
        .pipe(commands(handlers), take(3)),
    );
    await scene.simulator.write(id, "!ping", "hello", "!fail", "!Echo 1 2");
    const shown = (await outcomes).map((it) =>
      it.type === "answered" ? `${it.content}` : `${it.name} failed`
    );
    assertEquals(shown, ["pong", "!fail failed", "1+2"]);
    assertEquals((await scene.simulator.ids(id)).length, 3 + 4 + 2);
  },

  async "a bot answers what a webhook gets, and never itself"({ client }) {
    const hook = webhook({
      secret,
      read: (data) => messageOf(inside)(data),
      filter: () => true,
    });
    const simulator = new GroupMeSimulator({ onCallback: hook.handler });
    const inside = client({
      fetch: simulator.fetch,
      token: simulator.token,
      baseUrls: {},
    });
    const group = simulator.addGroup({ members: 2 });
    const callbackUrl = `https://bot.example/hook/${secret}`;
    simulator.addBot(group, { name: "Gull", callbackUrl });
    const failures: unknown[] = [];
    hook.messages$.pipe(commands({ "!a": () => "!a" })).subscribe((it) => {
      if (it.type === "failed") failures.push(it.error);
    });
    simulator.inject(group, { text: "!a" });
    await eventually("it answered", () => group.size >= 2);
    const match = { method: "POST" };
    simulator.fault({ status: 400, match, times: 1 });
    simulator.inject(group, { text: "!a" });
    await eventually("it was refused", () => failures.length > 0);
    assertEquals(failures.map((it) => it instanceof BadResponse), [true]);
  },
};
