import { assert, assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { push, webSocketWire } from "@rxgroupme/client/push";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import {
  concatMap,
  filter,
  firstValueFrom,
  interval,
  lastValueFrom,
  range,
  timeout,
  timer,
  zip,
} from "rxjs";
import { FayeServer } from "../support/faye_server.ts";
import { TcpProxy } from "../support/tcp_proxy.ts";
import { within } from "../support/within.ts";

const EVENTS = 10_000;
/** Three times over: bursts that meet cuts, a rest, and small bursts. */
const PARTS = 3;
const ROUGH = { count: 15, size: 120, pause: 300 };
const CALM = { count: 20, size: 40 };

const transports = {
  "long polling": {},
  "a WebSocket": { wire: webSocketWire() },
};

for (const [name, options] of Object.entries(transports)) {
  Deno.test(`Tail via push over ${name} delivers ${EVENTS} events of npm's faye server once and in order, through cuts, restarts and polls that time out`, async () => {
    await using server = await FayeServer.start({ timeout: 1 });
    await using proxy = new TcpProxy(server.port);
    const simulator = new GroupMeSimulator({ latency: 50 });
    const group = simulator.addGroup({ history: 50 });
    const client = new Client({
      token: simulator.token,
      fetch: (request) =>
        request.url.includes("/faye")
          ? fetch(request)
          : simulator.fetch(request),
      baseUrls: {
        api: "https://api.groupme.com/v3",
        push: `http://127.0.0.1:${proxy.port}/faye`,
      },
    });
    const tail = client.groups.messages(group.id).tail({
      via: push(client, options),
      interval: 500,
      allowedLateness: 100,
    });
    const states: string[] = [];
    const watching = tail.status$.subscribe(({ state, reason }) => {
      states.push(`${state}: ${reason}`.slice(0, 22));
    });
    const live = () =>
      firstValueFrom(tail.status$.pipe(filter((it) => it.reason === "push")));
    const sent: string[] = [];
    const seen: string[] = [];
    const pushed: string[] = [];
    const following = tail.subscribe(({ id, data }) => {
      seen.push(id);
      if ("isPushed" in data) pushed.push(id);
    });
    // From the first look on, which makes the start.
    await live();
    const burst = async (size: number) => {
      const subjects = Array.from(
        { length: size },
        () => simulator.inject(group),
      );
      sent.push(...subjects.map(({ id }) => id));
      const events = subjects.map((subject) => ({
        type: "line.create",
        // What the history gives is without this.
        subject: { ...subject, isPushed: true },
      }));
      await server.publish(`/user/${simulator.me.id}`, ...events);
    };
    /** Waits until all that was sent is there, however slow the machine is. */
    const caughtUp = () =>
      firstValueFrom(
        interval(20).pipe(
          filter(() => seen.length >= sent.length),
          timeout(60_000),
        ),
      );
    const bursts = ({ count, size, pause }: typeof ROUGH) =>
      lastValueFrom(
        zip(range(0, count), timer(0, pause)).pipe(
          concatMap(() => burst(size)),
        ),
      );
    const polls = () =>
      server.received.filter(({ channel, connectionType }) =>
        channel === "/meta/connect" && connectionType !== "in-process"
      ).length;
    /** Waits for polls that nothing but the server's patience ends. */
    const rest = async () => {
      for (;;) {
        await live();
        const before = { polls: polls(), states: states.length };
        await server.until(() => polls() >= before.polls + 3);
        if (states.length === before.states) return;
      }
    };
    for (let part = 0; part < PARTS; part++) {
      const cuts = interval(1_000).subscribe(() => proxy.cut());
      await bursts(ROUGH);
      if (part > 0) await server.restart();
      await bursts({ ...ROUGH, count: 5 });
      cuts.unsubscribe();
      await within(60_000, "A rest", rest());
      for (let i = 0; i < CALM.count; i++) {
        await live();
        await burst(CALM.size);
        await caughtUp();
      }
    }
    await burst(EVENTS - sent.length);
    await caughtUp();
    following.unsubscribe();
    watching.unsubscribe();
    assertEquals(sent.length, EVENTS);
    assertEquals(seen, sent);
    const lives = states.filter((it) => it === "live: push").length;
    console.log(
      `${pushed.length} of ${seen.length} messages over push, ` +
        `live ${lives} times, ${simulator.requests.length} requests`,
    );
    assert(lives > 3);
    // Most of the small bursts: the history is read once in 50 messages then.
    assert(pushed.length > 500, `${pushed.length}`);
  });
}
