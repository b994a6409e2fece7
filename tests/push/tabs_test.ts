import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import {
  BadResponse,
  Client,
  type ConversationKey,
  Forbidden,
  NoResponse,
  RateLimited,
  Unauthorized,
} from "@rxgroupme/client";
import { push, type PushStatus } from "@rxgroupme/client/push";
import { acrossTabs } from "@rxgroupme/client/push/tabs";
import { firstValueFrom, lastValueFrom, type Subscription } from "rxjs";
import { world } from "../support/world.ts";
import { FakeBrowser } from "./fake_browser.ts";

/** A browser, and what its tabs receive. */
function browser() {
  const { clock, simulator } = world();
  const group = simulator.addGroup({ members: 1 });
  const fake = new FakeBrowser();
  const tabs: { stop: () => void }[] = [];
  const open = ({ token = simulator.token } = {}) => {
    const { options, kill, freeze: stopTab, thaw: runTab } = fake.open();
    let isDead = false;
    const client = new Client({
      token,
      scheduler: clock,
      random: () => 0.5,
      fetch: (request) =>
        isDead ? new Promise(() => {}) : simulator.fetch(request),
    });
    const live = push(client, { tabs: acrossTabs(options) });
    const reports: string[] = [];
    client.activity$.subscribe((it) => {
      if (it.type === "push") reports.push(it.reason);
    });
    const signals: string[] = [];
    const events: string[] = [];
    const errors: unknown[] = [];
    const subscriptions: Subscription[] = [];
    const watch = () => {
      const it = live.watch().subscribe((it) =>
        signals.push(it.type === "message" ? `${it.data.text}` : it.type)
      );
      subscriptions.push(it);
      return it;
    };
    const listen = (conversation?: ConversationKey) => {
      const it = live.events(conversation).subscribe({
        next: (it) => events.push(it.type),
        error: (it) => errors.push(it),
      });
      subscriptions.push(it);
      return it;
    };
    const stop = () => {
      for (const it of subscriptions) it.unsubscribe();
    };
    tabs.push({ stop });
    const die = () => {
      isDead = true;
      kill();
      simulator.push.forget();
    };
    const freeze = () => {
      isDead = true;
      stopTab();
      // Its connection is dead, too.
      simulator.push.forget();
    };
    const thaw = () => {
      isDead = false;
      runTab();
    };
    const it = { live, signals, events, errors, reports, watch, listen };
    return { ...it, stop, die, freeze, thaw };
  };
  const end = async () => {
    for (const tab of tabs) tab.stop();
    await clock.advance(6_000);
    assertEquals(simulator.push.clients, 0);
    assertEquals(simulator.open, 0);
    assertEquals(clock.pending, 0);
    assertEquals(fake.channels, 0);
    assertEquals(fake.requests, 0);
  };
  return { clock, simulator, group, fake, open, end };
}

Deno.test("acrossTabs() has one connection for all tabs", async () => {
  const { clock, simulator, group, open, end } = browser();
  const tabs = [open(), open(), open()];
  for (const tab of tabs) tab.watch();
  await clock.advance(1_000);
  assertEquals(simulator.push.clients, 1);
  assertEquals(simulator.push.polls, 1);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  for (const { signals } of tabs) {
    assertEquals(signals.slice(-2), ["up", "low tide"]);
    assertEquals(signals.filter((it) => it === "up").length, 1);
  }
  await end();
});

Deno.test("acrossTabs() hands over when the leading tab leaves, with an interruption", async () => {
  const { clock, simulator, group, open, end } = browser();
  const [first, second, third] = [open(), open(), open()];
  first.watch();
  await clock.advance(1_000);
  second.watch();
  third.watch();
  await clock.advance(1_000);
  for (const { signals } of [second, third]) assertEquals(signals.at(-1), "up");
  first.stop();
  await clock.advance(1_000);
  assertEquals(simulator.push.clients, 1);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  for (const { signals } of [second, third]) {
    const since = signals.slice(signals.indexOf("up") + 1);
    assertEquals(since[0], "down");
    assertEquals(since.slice(-2), ["up", "low tide"]);
  }
  assertEquals(first.signals.includes("low tide"), false);
  await end();
});

Deno.test("acrossTabs() takes over from a leading tab that is frozen, and lets it follow", async () => {
  const { clock, simulator, group, open, end } = browser();
  const tabs = [open(), open(), open()] as const;
  const [first, second, third] = tabs;
  for (const tab of tabs) {
    tab.watch();
    await clock.advance(1_000);
  }
  first.freeze();
  // Twenty seconds to the question, ten for the answer that does not come.
  await clock.advance(35_000);
  assertEquals(simulator.push.clients, 1);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(100);
  for (const { signals } of [second, third]) {
    assertEquals(signals.slice(-2), ["up", "low tide"]);
  }
  assertEquals(first.signals.includes("low tide"), false);
  first.thaw();
  await clock.advance(60_000);
  assertEquals(simulator.push.clients, 1);
  simulator.inject(group, { text: "high tide" });
  await clock.advance(100);
  for (const { signals, errors } of tabs) {
    assertEquals(signals.at(-1), "high tide");
    assertEquals(signals.filter((it) => it === "high tide").length, 1);
    assertEquals(errors, []);
  }
  await end();
});

Deno.test("acrossTabs() keeps the connection of a tab that took over, for hours", async () => {
  const { clock, simulator, open, end } = browser();
  const [first, second, third] = [open(), open(), open()];
  for (const tab of [first, second, third]) {
    tab.watch();
    await clock.advance(1_000);
  }
  first.freeze();
  await clock.advance(35_000);
  first.thaw();
  await clock.advance(30_000);
  const ups = () =>
    [first, second, third].map(({ signals }) =>
      signals.filter((it) => it === "up").length
    );
  const before = ups();
  await clock.advance(3_000_000);
  assertEquals(ups(), before);
  assertEquals(simulator.push.clients, 1);
  await end();
});

Deno.test("acrossTabs() leads on after the late word of a tab that is gone", async () => {
  const { clock, simulator, group, fake, open, end } = browser();
  const first = open();
  first.watch();
  await clock.advance(1_000);
  const { options: { BroadcastChannel } } = fake.open();
  const gone = new BroadcastChannel(`rxgroupme push ${simulator.me.id}`);
  gone.postMessage({ type: "lead" });
  gone.close();
  await clock.advance(60_000);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(100);
  assertEquals(first.signals.slice(-2), ["up", "low tide"]);
  await end();
});

Deno.test("acrossTabs() keeps a leading tab that answers, for hours", async () => {
  const { clock, simulator, open, end } = browser();
  const tabs = [open(), open()];
  for (const tab of tabs) tab.watch();
  await clock.advance(3_000_000);
  for (const { signals } of tabs) {
    assertEquals(signals.filter((it) => it === "up").length, 1);
  }
  assertEquals(simulator.push.clients, 1);
  await end();
});

Deno.test("acrossTabs() has its own connection where channels are denied", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 1 });
  const { options } = new FakeBrowser().open();
  class BroadcastChannel extends options.BroadcastChannel {
    constructor(name: string) {
      super(name);
      throw new DOMException("The operation is insecure.", "SecurityError");
    }
  }
  const tabs = acrossTabs({ ...options, BroadcastChannel });
  const types: string[] = [];
  const running = push(client, { tabs }).events()
    .subscribe(({ type }) => types.push(type));
  await clock.advance(1_000);
  simulator.inject(group);
  await clock.advance(100);
  running.unsubscribe();
  assertEquals(types, ["line.create"]);
});

Deno.test("acrossTabs() takes over from a leading tab that dies", async () => {
  const { clock, simulator, group, open, end } = browser();
  const [first, second, third] = [open(), open(), open()];
  first.watch();
  await clock.advance(1_000);
  second.watch();
  third.watch();
  await clock.advance(1_000);
  first.die();
  await clock.advance(10_000);
  assertEquals(simulator.push.clients, 1);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  for (const { signals } of [second, third]) {
    assertEquals(signals.slice(-2), ["up", "low tide"]);
    assert(signals.indexOf("down", signals.indexOf("up")) > 0);
  }
  await end();
});

Deno.test("acrossTabs() lets go of what a dead tab wanted", async () => {
  const { clock, simulator, group, open, end } = browser();
  const [first, second] = [open(), open()];
  first.watch();
  await clock.advance(1_000);
  second.listen({ groupId: group.id });
  await clock.advance(1_000);
  assertEquals(simulator.push.channels.length, 2);
  const before = simulator.push.clients;
  second.die();
  await clock.advance(10_000);
  assertEquals(before, 1);
  assertEquals(simulator.push.channels, [`/user/${simulator.me.id}`]);
  await end();
});

Deno.test("acrossTabs() subscribes to what any tab wants, as long as it does", async () => {
  const { clock, simulator, group, open, end } = browser();
  const [first, second] = [open(), open()];
  first.watch();
  await clock.advance(1_000);
  const listening = second.listen({ groupId: group.id });
  second.watch();
  await clock.advance(1_000);
  assertEquals(simulator.push.channels.length, 2);
  const conversation = { groupId: group.id };
  const typed = second.live.typing(conversation);
  assertEquals(await clock.until(lastValueFrom(typed)), true);
  await clock.advance(0);
  assertEquals(second.events, ["typing"]);
  listening.unsubscribe();
  await clock.advance(0);
  assertEquals(simulator.push.channels.length, 1);
  assertEquals(simulator.push.clients, 1);
  await end();
});

Deno.test("acrossTabs() gives a refusal to the tab that is meant, with its class", async () => {
  const { clock, simulator, open, end } = browser();
  const [first, second] = [open(), open()];
  first.watch();
  await clock.advance(1_000);
  second.listen({ groupId: "1234" });
  await clock.advance(1_000);
  const [error] = second.errors;
  assertInstanceOf(error, Forbidden);
  assertEquals(
    error.message,
    "Cannot push over /group/1234: 403: Forbidden channel. Your account may not do this",
  );
  assertEquals(first.signals.at(-1), "up");
  second.listen();
  await clock.advance(1_000);
  simulator.revokeToken(simulator.token);
  simulator.push.forget();
  await clock.advance(60_000);
  assertInstanceOf(second.errors[1], Unauthorized);
  assertEquals(first.signals.at(-1), "down");
  await end();
});

Deno.test("acrossTabs() gives each tab the state of the connection", async () => {
  const { clock, simulator, open, end } = browser();
  const [first, second] = [open(), open()];
  const states: string[] = [];
  const watching = second.live.status$.subscribe(({ state }) =>
    states.push(state)
  );
  first.watch();
  await clock.advance(1_000);
  second.watch();
  await clock.advance(1_000);
  assertEquals(states.at(-1), "up");
  simulator.push.drop();
  await clock.advance(0);
  assertEquals(states.at(-1), "down");
  await clock.advance(10_000);
  assertEquals(states.at(-1), "up");
  second.stop();
  assertEquals(states.at(-1), "down");
  watching.unsubscribe();
  await end();
});

Deno.test("acrossTabs() gives the state to a tab that has led and follows again", async () => {
  const { clock, open, end } = browser();
  const [first, second, third] = [open(), open(), open()];
  for (const tab of [first, second, third]) {
    tab.watch();
    await clock.advance(1_000);
  }
  // The second one has followed, and leads now.
  first.stop();
  await clock.advance(2_000);
  second.freeze();
  await clock.advance(35_000);
  second.thaw();
  await clock.advance(60_000);
  for (const { live, signals } of [second, third]) {
    assertEquals(signals.at(-1), "up");
    const state = await firstValueFrom(live.status$);
    assertEquals(state, { state: "up", reason: "connected" });
  }
  await end();
});

Deno.test("acrossTabs() gives a failure to each tab with its class and its details", async () => {
  const { clock, simulator, open, end } = browser();
  const tabs = [open(), open()];
  const given: (readonly PushStatus[])[] = [];
  for (const { watch, live } of tabs) {
    const states: PushStatus[] = [];
    given.push(states);
    live.status$.subscribe((it) => states.push(it));
    watch();
    await clock.advance(1_000);
  }
  const match = { path: "/faye" };
  const times = 1;
  simulator.fault({
    status: 429,
    headers: { "Retry-After": "9" },
    match,
    times,
  });
  simulator.fault({ status: 502, body: "<html>", match, times });
  simulator.push.drop();
  await clock.advance(120_000);
  for (const states of given) {
    const errors = states.flatMap(({ error }) => error ?? []) as BadResponse[];
    assertEquals(errors.slice(0, 3).map(({ name }) => name), [
      "NoResponse",
      "RateLimited",
      "BadResponse",
    ]);
    const [lost, limited, bad] = errors;
    assertInstanceOf(lost, NoResponse);
    assertInstanceOf(limited, RateLimited);
    assertEquals(limited.retryAfter, 9_000);
    assertInstanceOf(bad, BadResponse);
    assertEquals([bad.status, bad.isForeign], [502, true]);
    assertEquals(states.at(-1)?.state, "up");
  }
  await end();
});

Deno.test("acrossTabs() reports once that it has stopped", async () => {
  const { clock, open, end } = browser();
  const tabs = [open(), open()];
  for (const { watch } of tabs) {
    watch();
    await clock.advance(1_000);
  }
  for (const { stop, reports } of tabs) {
    stop();
    await clock.advance(6_000);
    assertEquals(reports.slice(-2).map((it) => it === "stopped"), [
      false,
      true,
    ]);
  }
  await end();
});

Deno.test("acrossTabs() keeps users apart", async () => {
  const { clock, simulator, group, open, end } = browser();
  const other = simulator.addUser();
  const [mine, theirs] = [open(), open({ token: other.token })];
  mine.watch();
  theirs.watch();
  await clock.advance(1_000);
  assertEquals(simulator.push.clients, 2);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  assertEquals(mine.signals.at(-1), "low tide");
  assertEquals(theirs.signals.at(-1), "up");
  await end();
});

Deno.test("acrossTabs() leaves each tab on its own where there are no locks, or none allowed", async () => {
  const { clock, simulator } = world();
  const { options } = new FakeBrowser().open();
  const forbidden = {
    request: () => Promise.reject(new DOMException("no", "SecurityError")),
  };
  const { BroadcastChannel } = globalThis;
  Reflect.deleteProperty(globalThis, "BroadcastChannel");
  const without = acrossTabs();
  globalThis.BroadcastChannel = BroadcastChannel;
  for (const tabs of [without, acrossTabs({ ...options, locks: forbidden })]) {
    const all = [1, 2].map(() => {
      const { fetch, token } = simulator;
      const client = new Client({ token, fetch, scheduler: clock });
      return push(client, { tabs }).watch().subscribe();
    });
    await clock.advance(1_000);
    assertEquals(simulator.push.clients, 2);
    for (const it of all) it.unsubscribe();
    await clock.advance(6_000);
    assertEquals(simulator.push.clients, 0);
  }
});
