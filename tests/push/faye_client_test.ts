import { assertEquals } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import faye from "faye";
import { within } from "../support/within.ts";

/** What we use of npm's faye client. */
interface FayeClient {
  addExtension(extension: {
    outgoing(
      message: Record<string, unknown>,
      callback: (message: Record<string, unknown>) => void,
    ): void;
  }): void;
  subscribe(
    channel: string,
    listener: (data: Record<string, unknown>) => void,
  ): PromiseLike<void>;
  publish(channel: string, data: unknown): PromiseLike<unknown>;
  disconnect(): PromiseLike<unknown>;
}

/** A simulator on a port of loopback, and npm's faye client of it. */
async function connected(
  test: (it: {
    simulator: GroupMeSimulator;
    client: FayeClient;
    token: { value: string };
  }) => Promise<void>,
) {
  const simulator = new GroupMeSimulator({ pushTimeout: 2_000 });
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    simulator.fetch,
  );
  const url = `http://127.0.0.1:${server.addr.port}/faye`;
  const client: FayeClient = new faye.Client(url, { retry: 0.05 });
  const token = { value: simulator.token };
  client.addExtension({
    outgoing(message, callback) {
      callback({ ...message, ext: { access_token: token.value } });
    },
  });
  try {
    await test({ simulator, client, token });
  } finally {
    await client.disconnect();
    await server.shutdown();
  }
}

Deno.test(
  "npm's faye client receives everything from the simulator",
  async () => {
    await connected(async ({ simulator, client }) => {
      const group = simulator.addGroup({ members: 1 });
      const seen: unknown[] = [];
      const sent: string[] = [];
      let arrived = () => {};
      await client.subscribe(`/user/${simulator.me.id}`, ({ subject }) => {
        seen.push((subject as { id: string }).id);
        arrived();
      });
      for (let burst = 0; burst < 40; burst++) {
        const all = new Promise<void>((resolve) => {
          arrived = () => seen.length === sent.length && resolve();
        });
        for (let i = 0; i < 50; i++) sent.push(simulator.inject(group).id);
        await within(60_000, `Burst ${burst}`, all);
      }
      assertEquals(seen, sent);
    });
  },
);

Deno.test(
  "npm's faye client types, and sees it",
  async () => {
    await connected(async ({ simulator, client }) => {
      const group = simulator.addGroup();
      const channel = `/group/${group.id}`;
      const event = { type: "typing", user_id: simulator.me.id, started: 1 };
      let arrived = (_: unknown) => {};
      const typing = new Promise((resolve) => arrived = resolve);
      const wanted = [`/user/${simulator.me.id}`, channel];
      await Promise.all(wanted.map((it) => client.subscribe(it, arrived)));
      await client.publish(channel, event);
      assertEquals(await within(60_000, "Typing", typing), event);
    });
  },
);

Deno.test(
  "npm's faye client finds its way back after the simulator forgot it",
  async () => {
    await connected(async ({ simulator, client }) => {
      const group = simulator.addGroup({ members: 1 });
      let arrived = (_: unknown) => {};
      await client.subscribe(`/user/${simulator.me.id}`, ({ alert }) => {
        arrived(alert);
      });
      simulator.push.forget();
      // It does not tell when it is back: what is published until then is lost.
      const timer = setInterval(() => simulator.inject(group), 20);
      const back = new Promise((resolve) => arrived = resolve);
      await within(60_000, "The way back", back);
      clearInterval(timer);
      assertEquals(simulator.push.clients, 1);
    });
  },
);

Deno.test(
  "npm's faye client is refused a channel without its token",
  async () => {
    await connected(async ({ simulator, client, token }) => {
      token.value = "wrong";
      const channel = `/user/${simulator.me.id}`;
      const error = await new Promise<Record<string, unknown>>((resolve) => {
        client.subscribe(channel, () => {}).then(() => resolve({}), resolve);
      });
      assertEquals(error.code, 403);
    });
  },
);
