import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { Client, Unauthorized } from "@rxgroupme/client";
import { push } from "@rxgroupme/client/push";
import { distinctUntilChanged, lastValueFrom, map } from "rxjs";
import { pushed } from "./pushed.ts";
import { world } from "../support/world.ts";

interface Sent {
  readonly channel: string;
  readonly ext?: { access_token: string; timestamp: number };
  readonly [field: string]: unknown;
}

/** A push connection of which one sees each request. */
function seen(settings: Parameters<typeof world>[0] = {}) {
  const requests: { request: Request; messages: Sent[] }[] = [];
  const it = pushed({}, {
    ...settings,
    fetch: async (request) => {
      if (!request.url.endsWith("/faye")) return it.simulator.fetch(request);
      // Reading takes a while that the clock does not see.
      const release = it.clock.hold();
      const body = await request.clone().text();
      release();
      requests.push({ request, messages: JSON.parse(body) });
      // For the simulator a user has but one token.
      const { url, method, headers, signal } = request;
      return it.simulator.fetch(url, {
        method,
        headers,
        signal,
        body: body.replaceAll("fresh-token", it.simulator.token),
      });
    },
  });
  const messages = () => requests.flatMap(({ messages }) => messages);
  const of = (channel: string) =>
    messages().filter((it) => it.channel === channel);
  return { ...it, requests, messages, of };
}

Deno.test("Push gives the token to subscriptions and to what it publishes, and to nothing else", async () => {
  const { clock, simulator, live, group, listen, stop, requests, messages } =
    seen();
  listen({ groupId: group.id });
  await clock.advance(1_000);
  await clock.until(lastValueFrom(live.typing({ groupId: group.id })));
  await clock.advance(60_000);
  await stop();
  for (const { channel, ext } of messages()) {
    const isMeta = channel.startsWith("/meta/");
    if (isMeta && channel !== "/meta/subscribe") {
      assertEquals(ext, undefined, channel);
      continue;
    }
    assertEquals(ext?.access_token, simulator.token);
    // Seconds of 2025, as the clock starts there.
    const seconds = ext?.timestamp ?? 0;
    assert(seconds > 1_754_052_299 && seconds < 1_754_060_000, `${seconds}`);
    assertEquals(seconds, Math.floor(seconds));
  }
  for (const { request } of requests) {
    assertEquals(request.url, "https://push.groupme.com/faye");
    assertEquals(request.method, "POST");
    assertEquals(request.headers.get("content-type"), "application/json");
    assertEquals(request.headers.get("x-access-token"), null);
    assertEquals(request.redirect, "manual");
  }
});

Deno.test("Push sends its own headers along", async () => {
  const { clock, listen, stop, requests } = seen({
    headers: { "x-verify-token": "device" },
  });
  listen();
  await clock.advance(1_000);
  await stop();
  assertEquals(requests[0]?.request.headers.get("x-verify-token"), "device");
});

Deno.test("Push asks for the token with each request, and subscribes again with another one", async () => {
  const token = { current: "" };
  const { clock, simulator, group, signals, watch, of, stop } = seen({
    token: () => Promise.resolve(token.current),
  });
  token.current = simulator.token;
  watch();
  await clock.advance(100_000);
  assertEquals(of("/meta/subscribe").length, 1);
  token.current = "fresh-token";
  await clock.advance(40_000);
  const subscriptions = of("/meta/subscribe");
  assertEquals(subscriptions.length, 2);
  assertEquals(subscriptions[1]?.ext?.access_token, token.current);
  assertEquals(of("/meta/handshake").length, 1);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  assertEquals(signals, ["down", "up", "low tide"]);
  await stop();
});

Deno.test("Push gives up when the new token is not good", async () => {
  const token = { current: "" };
  const { clock, simulator, errors, signals, listen, watch, of, stop } = seen({
    token: () => token.current,
  });
  token.current = simulator.token;
  watch();
  listen();
  await clock.advance(10_000);
  token.current = "wrong";
  await clock.advance(40_000);
  assertEquals(of("/meta/subscribe").at(-1)?.ext?.access_token, "wrong");
  assertInstanceOf(errors[0], Unauthorized);
  assertEquals(signals, ["down", "up", "down"]);
  await stop();
});

Deno.test("Push goes on when the token function fails in passing", async () => {
  const token = { current: "" };
  const { clock, errors, listen, stop, simulator, live } = pushed({}, {
    token: () => {
      if (!token.current) throw new Error("no network");
      return token.current;
    },
  });
  const states: string[] = [];
  live.status$.pipe(map(({ state }) => state), distinctUntilChanged())
    .subscribe((state) => states.push(state));
  token.current = simulator.token;
  listen();
  await clock.advance(10_000);
  token.current = "";
  simulator.push.forget();
  await clock.advance(60_000);
  token.current = simulator.token;
  await clock.advance(120_000);
  assertEquals(errors, []);
  assertEquals(states, ["down", "up", "down", "up"]);
  await stop();
});

Deno.test("Push keeps the token out of errors and activity, whoever echoes it", async () => {
  const { clock, simulator, activities, errors, events, listen, stop, live } =
    pushed();
  const { token } = simulator;
  const stated: unknown[] = [];
  const watching = live.status$.subscribe((it) => stated.push(it));
  listen();
  const body = `Bad request: ${token}`;
  simulator.fault({ status: 400, body, match: { path: "/faye" }, times: 2 });
  await clock.advance(10_000);
  const own = `/user/${simulator.me.id}`;
  simulator.push.publish(own, { ping: true });
  await clock.advance(100);
  assertEquals(events.length, 1);
  simulator.push.refuse({ error: `403:${token}:No token ${token} here` });
  simulator.push.forget();
  await clock.advance(100_000);
  assertEquals(errors.length, 1);
  watching.unsubscribe();
  await stop();
  const all = [...activities, ...errors, ...events, ...stated];
  const texts = all.map((it) =>
    Deno.inspect(it, { depth: 9, showHidden: true, iterableLimit: 1e3 })
  );
  assert(texts.some((it) => it.includes("***")));
  for (const text of texts) assert(!text.includes(token), text);
});

Deno.test("Push keeps a token out of errors that the token function no longer gives", async () => {
  const { clock, simulator } = world();
  const current = { token: simulator.token };
  const client = new Client({
    token: () => current.token,
    scheduler: clock,
    fetch: async (request) => {
      const isPush = request.url.endsWith("/faye");
      const sent = isPush ? await request.clone().text() : "";
      const response = await simulator.fetch(request);
      if (!sent.includes("/group/")) return response;
      // The next poll has another token while this answer is under way.
      current.token = "another";
      await new Promise<void>((resolve) =>
        clock.schedule(() => resolve(), 15_000)
      );
      const answer: { error?: string }[] = await response.json();
      return Response.json(
        answer.map((it) =>
          it.error ? { ...it, error: `403::No ${simulator.token}` } : it
        ),
      );
    },
  });
  const errors: unknown[] = [];
  const live = push(client);
  const running = live.watch().subscribe();
  await clock.advance(1_000);
  const watching = live.events({ groupId: "1234" })
    .subscribe({ error: (error) => errors.push(error) });
  await clock.advance(5_000);
  simulator.inject(simulator.addGroup({ members: 1 }));
  await clock.advance(20_000);
  running.unsubscribe();
  watching.unsubscribe();
  await clock.advance(6_000);
  assertEquals(errors.length, 1);
  const text = Deno.inspect(errors, { depth: 9, showHidden: true });
  assert(text.includes("***"), text);
  assert(!text.includes(simulator.token), text);
});

Deno.test("Push reports elements that are not messages, and goes on", async () => {
  const { clock, group, simulator, activities, signals, watch, stop } = pushed(
    {},
    {
      fetch: async (request) => {
        const response = await simulator.fetch(request);
        if (!request.url.endsWith("/faye")) return response;
        const answer: unknown[] = await response.json();
        return Response.json([null, 7, "text", ["list"], {}, ...answer]);
      },
    },
  );
  watch();
  await clock.advance(1_000);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  assertEquals(signals, ["down", "up", "low tide"]);
  const malformed = activities.filter((it) =>
    it.type === "push" && it.state === "malformed"
  );
  assert(malformed.length >= 3);
  await stop();
});

Deno.test("Push emits an event of a channel that is not subscribed to as unknown, and reports it once", async () => {
  const { clock, group, simulator, activities, events, listen, stop } = pushed(
    {},
    {
      fetch: async (request) => {
        const response = await simulator.fetch(request);
        if (!request.url.endsWith("/faye")) return response;
        const answer: { data?: unknown }[] = await response.json();
        const strays = answer.filter(({ data }) => data)
          .map(({ data }) => ({ channel: `/old/${simulator.token}`, data }));
        return Response.json([...answer, ...strays]);
      },
    },
  );
  listen();
  listen();
  await clock.advance(1_000);
  simulator.inject(group);
  await clock.advance(0);
  const stray = `/old/${simulator.token}`;
  const own = `/user/${simulator.me.id}`;
  assertEquals(
    events.map(({ type, channel }) => `${type} ${channel}`),
    [
      ...[own, own].map((it) => `line.create ${it}`),
      ...[stray, stray].map((it) => `unknown ${it}`),
    ],
  );
  assertEquals(
    activities.filter((it) => it.type === "push" && it.state === "malformed"),
    [{
      type: "push",
      state: "malformed",
      reason: "/old/*** is unsolicited",
    }],
  );
  await stop();
});
