import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertThrows,
} from "@std/assert";
import {
  Client,
  compareIds,
  Forbidden,
  NoResponse,
  Unauthorized,
} from "@rxgroupme/client";
import { Push, push, webSocketWire } from "@rxgroupme/client/push";
import { acrossTabs } from "@rxgroupme/client/push/tabs";
import { firstValueFrom, lastValueFrom } from "rxjs";
import { pushed } from "./pushed.ts";

Deno.test("push() gives one connection to all that ask for a client", async () => {
  const { client, clock, simulator } = pushed();
  assertEquals(push(client), push(client));
  assert(push(client, {}) !== push(client));
  assert(push(client) instanceof Push);
  const all = [1, 2, 3].map(() => push(client).watch().subscribe());
  await clock.advance(1_000);
  assertEquals(simulator.push.clients, 1);
  assertEquals(simulator.push.polls, 1);
  for (const it of all) it.unsubscribe();
  await clock.settle();
  assertEquals(simulator.push.clients, 0);
  assertEquals(simulator.open, 0);
  assertEquals(clock.pending, 0);
});

Deno.test("push() does nothing before someone subscribes", async () => {
  const { live, clock, simulator, group, statuses } = pushed();
  live.events();
  live.watch({ groupId: group.id });
  live.typing({ groupId: group.id });
  await clock.advance(60_000);
  assertEquals(simulator.requests, []);
  assertEquals(statuses, ["down: not started"]);
});

Deno.test("push() refuses nonsense at once", () => {
  const { live, client } = pushed();
  for (const renewEvery of [0, -1, NaN, Infinity, 2 ** 31]) {
    assertThrows(() => push(client, { renewEvery }), RangeError);
  }
  for (const id of ["", "abc", "1/2", "1+2"]) {
    assertThrows(() => live.events({ groupId: id }), TypeError);
    assertThrows(() => live.watch({ otherUserId: id }), TypeError);
    assertThrows(() => live.typing({ groupId: id }), TypeError);
  }
});

Deno.test("push() refuses a wire or tabs that are not made yet", () => {
  const { client } = pushed();
  // As a program without types may pass them.
  const [wire, tabs]: [never, never] = [
    webSocketWire as never,
    acrossTabs as never,
  ];
  for (const options of [{ wire }, { tabs }]) {
    const [name] = Object.keys(options);
    assertThrows(() => push(client, options), TypeError, `'${name}'`);
  }
});

Deno.test("Push.watch() begins again for who subscribes as soon as it has stopped", async () => {
  const { clock, live, signals, watch, stop } = pushed();
  let again = 0;
  const watching = live.status$.subscribe(({ reason }) => {
    if (reason === "stopped" && again++ === 0) watch();
  });
  const first = watch();
  await clock.advance(1_000);
  first.unsubscribe();
  await clock.advance(1_000);
  assertEquals(signals, ["down", "up", "down", "up"]);
  watching.unsubscribe();
  await stop();
});

Deno.test("Push.events() takes a key that names the other kind as undefined", async () => {
  const { clock, simulator, listen, stop } = pushed();
  const key = { groupId: undefined, otherUserId: "5" };
  listen(key);
  await clock.advance(1_000);
  const pair = ["5", simulator.me.id].sort(compareIds).join("_");
  assert(simulator.push.channels.includes(`/direct_message/${pair}`));
  await stop();
});

for (const fault of [{ connectionError: true }, { status: 503 }]) {
  Deno.test(`Push.events() emits nothing of a conversation that all have left, though the unsubscription failed: ${JSON.stringify(fault)}`, async () => {
    const { clock, simulator, group, events, errors, listen, stop } = pushed();
    const key = { groupId: group.id };
    listen();
    const leaving = listen(key);
    await clock.advance(1_000);
    const channel = `/group/${group.id}`;
    assertEquals(simulator.push.channels.includes(channel), true);
    const [other = ""] = group.memberIds.slice(1);
    group.typing(other);
    await clock.settle();
    // Both hear it.
    assertEquals(events.splice(0).map(({ type }) => type), [
      "typing",
      "typing",
    ]);
    const failing = simulator.fault({ ...fault, times: 1 });
    leaving.unsubscribe();
    await clock.advance(5_000);
    assertEquals(failing.hits, 1);
    assertEquals(simulator.push.channels.includes(channel), false);
    group.typing(other);
    simulator.inject(group);
    await clock.advance(1_000);
    assertEquals(events.map(({ type }) => type), ["line.create"]);
    assertEquals(errors, []);
    await stop();
  });
}

Deno.test("Push.watch() emits messages as they are written", async () => {
  const { clock, simulator, group, signals, watch, statuses, stop } = pushed();
  watch();
  await clock.advance(1_000);
  assertEquals(signals, ["down", "up"]);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  simulator.inject(group, { text: "at six", isSystem: true });
  const other = simulator.addChat(simulator.addUser());
  simulator.inject(other, { text: "bring the net?" });
  await clock.advance(0);
  assertEquals(signals.slice(2), ["low tide", "at six", "bring the net?"]);
  assertEquals(statuses, [
    "down: not started",
    "down: connecting",
    "up: connected",
  ]);
  await stop();
  assertEquals(signals.length, 5);
});

Deno.test("Push.watch() emits those of one conversation alone", async () => {
  const { clock, simulator, group, signals, watch, stop } = pushed();
  const other = simulator.addGroup();
  const user = simulator.addUser();
  const chat = simulator.addChat(user);
  watch({ groupId: group.id });
  watch({ otherUserId: user.id });
  await clock.advance(1_000);
  simulator.inject(other, { text: "elsewhere" });
  simulator.inject(chat, { text: "in the chat" });
  simulator.inject(group, { text: "in the group" });
  await clock.advance(0);
  assertEquals(signals.slice(-2), ["in the chat", "in the group"]);
  assertEquals(signals.filter((it) => it === "up").length, 2);
  await stop();
});

Deno.test("Push.watch() names the conversation, and gives the data as pushed", async () => {
  const { clock, simulator, live, stop } = pushed();
  const user = simulator.addUser();
  const chat = simulator.addChat(user);
  const signals: unknown[] = [];
  const watching = live.watch().subscribe((it) => signals.push(it));
  await clock.advance(1_000);
  const { id } = simulator.inject(chat);
  await clock.advance(0);
  const last = signals.at(-1) as {
    conversation: unknown;
    data: { id: string; chat_id: string };
  };
  assertEquals(last.conversation, { otherUserId: user.id });
  assertEquals([last.data.id, last.data.chat_id], [id, chat.id]);
  watching.unsubscribe();
  await stop();
});

Deno.test("Push.watch() is up at once for who comes later", async () => {
  const { clock, signals, watch, stop } = pushed();
  watch();
  await clock.advance(1_000);
  watch();
  assertEquals(signals, ["down", "up", "up"]);
  await stop();
});

Deno.test("Push reports each interruption, and comes back", async () => {
  const { clock, simulator, group, signals, watch, activities, stop } =
    pushed();
  watch();
  await clock.advance(1_000);
  simulator.push.drop();
  await clock.advance(0);
  assertEquals(signals, ["down", "up", "down"]);
  // Its replacement is held, so that it needs another handshake.
  await clock.advance(10_000);
  assertEquals(signals.slice(3), ["down", "up"]);
  simulator.push.forget();
  await clock.advance(10_000);
  assertEquals(signals.slice(5), ["down", "down", "up"]);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  assertEquals(signals.at(-1), "low tide");
  const logged = activities.filter(({ type }) => type === "push");
  const states = logged.map((it) => "state" in it && it.state);
  assertEquals(states.slice(0, 3), ["down", "up", "down"]);
  await stop();
});

for (
  const fault of [
    { status: 504, body: "<html>Gateway timeout</html>" },
    { status: 503 },
    { connectionError: true },
    { lostAnswer: true },
    { truncate: "text" },
    { truncate: "stream" },
    { emptyBody: true },
    { htmlBody: true },
  ] as const
) {
  Deno.test(`Push takes ${JSON.stringify(fault)} for an interruption, with the same client id`, async () => {
    const { clock, simulator, group, signals, watch, stop } = pushed();
    watch();
    await clock.advance(1_000);
    simulator.inject(group, { text: "before" });
    simulator.fault({ ...fault, match: { path: "/faye" }, times: 1 });
    await clock.advance(0);
    await clock.advance(100_000);
    assertEquals(signals, ["down", "up", "before", "down", "up"]);
    simulator.inject(group, { text: "after" });
    await clock.advance(0);
    assertEquals(signals.at(-1), "after");
    const clients = simulator.push.clients;
    assertEquals(clients, 1);
    await stop();
  });
}

Deno.test("Push notices a mute connection", async () => {
  const { clock, simulator, group, signals, watch, stop } = pushed();
  watch();
  await clock.advance(1_000);
  simulator.push.mute();
  await clock.advance(46_000);
  assertEquals(signals.slice(0, 3), ["down", "up", "down"]);
  simulator.push.mute(false);
  await clock.advance(60_000);
  assertEquals(signals.at(-1), "up");
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  assertEquals(signals.at(-1), "low tide");
  // It took its leave of the old one.
  assertEquals(simulator.push.clients, 1);
  await stop();
});

Deno.test("Push makes at most 130 requests in an idle hour", async () => {
  const { clock, simulator, signals, watch, stop } = pushed();
  watch();
  await clock.advance(3_600_000);
  const { requests } = simulator;
  assert(requests.length <= 130, `${requests.length}`);
  assertEquals(signals, ["down", "up", "up"]);
  assertEquals(simulator.push.clients, 1);
  await stop();
});

Deno.test("Push.events() gives all that comes, typed", async () => {
  const { clock, simulator, group, events, listen, stop } = pushed();
  listen();
  await clock.advance(1_000);
  const { id } = simulator.inject(group, { text: "low tide" });
  const own = `/user/${simulator.me.id}`;
  simulator.push.publish(own, { type: "ping" });
  simulator.push.publish(own, { type: "poll.vote", subject: { id: "1" } });
  simulator.push.publish(own, null);
  await clock.advance(0);
  const [first] = events;
  assert(first?.type === "line.create");
  assertEquals(first.data.subject.id, id);
  assertEquals(first.data.subject.group_id, group.id);
  assertEquals(first.conversation, { groupId: group.id });
  assertEquals(events.slice(1), [
    { type: "ping", channel: own, data: { type: "ping" } },
    {
      type: "unknown",
      channel: own,
      data: { type: "poll.vote", subject: { id: "1" } },
    },
    { type: "unknown", channel: own, data: null },
  ]);
  await stop();
});

Deno.test("Push.events() subscribes to a conversation's channel while it is wanted", async () => {
  const { clock, simulator, client, group, events, listen, stop } = pushed();
  listen();
  await clock.advance(1_000);
  const own = `/user/${simulator.me.id}`;
  assertEquals(simulator.push.channels, [own]);
  const user = simulator.addUser();
  const chat = simulator.addChat(user);
  const more = [
    listen({ groupId: group.id }),
    listen({ groupId: group.id }),
    listen({ otherUserId: user.id }),
  ];
  await clock.advance(0);
  assertEquals(simulator.push.channels, [
    own,
    `/group/${group.id}`,
    `/direct_message/${chat.id.replace("+", "_")}`,
  ]);
  const message = simulator.inject(group);
  await clock.advance(0);
  events.length = 0;
  const like = client.groups.messages(group.id).get(message.id);
  await clock.until(lastValueFrom(like).then((it) => lastValueFrom(it.like())));
  await clock.advance(0);
  // Each of the three listeners to it, and not the one to the chat.
  const favorites = events.filter(({ type }) => type === "favorite");
  assertEquals(favorites.length, 3);
  assertEquals(favorites[0]?.conversation, { groupId: group.id });
  for (const it of more) it.unsubscribe();
  await clock.advance(0);
  assertEquals(simulator.push.channels, [own]);
  await stop();
});

Deno.test("Push.events() errors for a conversation that one is not in, and goes on for others", async () => {
  const { clock, simulator, group, errors, events, listen, stop } = pushed();
  listen();
  await clock.advance(1_000);
  listen({ groupId: "1234" });
  await clock.advance(1_000);
  const [error] = errors;
  assertInstanceOf(error, Forbidden);
  assertEquals(
    error.message,
    "Cannot push over /group/1234: 403: Forbidden channel. Your account may not do this",
  );
  simulator.inject(group);
  await clock.advance(0);
  assertEquals(events.length, 1);
  await stop();
});

Deno.test("Push.typing() shows the others that one is typing", async () => {
  const { clock, simulator, live, group, events, listen, stop } = pushed();
  const typed = await clock.until(
    lastValueFrom(live.typing({ groupId: group.id })),
  );
  assertEquals(typed, true);
  assertEquals(simulator.push.clients, 0);
  listen({ groupId: group.id });
  await clock.advance(1_000);
  const started = clock.now();
  const again = live.typing({ groupId: group.id });
  assertEquals(await clock.until(lastValueFrom(again)), true);
  await clock.advance(0);
  assertEquals(events, [{
    type: "typing",
    channel: `/group/${group.id}`,
    conversation: { groupId: group.id },
    data: { type: "typing", user_id: simulator.me.id, started },
  }]);
  await stop();
});

Deno.test("Push.typing() errors while push is down", async () => {
  const { clock, simulator, live, group, stop } = pushed();
  simulator.fault({ connectionError: true, match: { path: "/faye" } });
  const errors: unknown[] = [];
  live.typing({ groupId: group.id }).subscribe({
    error: (error) => errors.push(error),
  });
  await clock.advance(1_000);
  assertInstanceOf(errors[0], NoResponse);
  await stop();
});

Deno.test("Push gives up with Unauthorized when the token is wrong", async () => {
  const { clock, simulator, signals, errors, watch, listen, stop } = pushed();
  listen();
  watch();
  await clock.advance(1_000);
  simulator.revokeToken(simulator.token);
  simulator.push.forget();
  await clock.advance(600_000);
  const [error] = errors;
  assertInstanceOf(error, Unauthorized);
  assertEquals(signals.at(-1), "down");
  const requests = simulator.requests.length;
  await clock.advance(600_000);
  assertEquals(simulator.requests.length, requests);
  // A later subscriber gets it as well.
  listen();
  await clock.advance(1_000);
  assertInstanceOf(errors[1], Unauthorized);
  const fresh = new Client({
    token: simulator.token,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  const refused = firstValueFrom(push(fresh).events()).catch((it) => it);
  assertInstanceOf(await clock.until(refused), Unauthorized);
  await stop();
});

for (
  const refusal of [
    { error: "403::Handshake denied" },
    { error: "401::Unauthorized" },
    { error: "500::Trouble", advice: { reconnect: "none" } },
  ]
) {
  Deno.test(`Push gives up when a handshake is refused: ${JSON.stringify(refusal)}`, async () => {
    const it = pushed();
    const { clock, simulator, signals, errors, watch, listen, stop, live } = it;
    // Known to both, they connect at the same moment.
    await clock.until(firstValueFrom(it.client.user.id));
    simulator.push.refuse(refusal);
    listen();
    watch();
    await clock.advance(600_000);
    assertEquals(errors.length, 1);
    assertEquals(signals, ["down", "down"]);
    const faye = simulator.requests.filter(({ path }) => path === "/faye");
    assertEquals(faye.length, 1);
    const { state, error } = await firstValueFrom(live.status$);
    assertEquals([state, error], ["down", errors[0]]);
    await stop();
  });
}

for (const status of [401, 403, 404]) {
  Deno.test(`Push gives up when its address answers ${status}`, async () => {
    const { clock, simulator, errors, listen, stop } = pushed();
    simulator.fault({ status, match: { path: "/faye" } });
    listen();
    await clock.advance(600_000);
    const [error] = errors;
    assertInstanceOf(error, Error);
    assertEquals((error as Unauthorized).status, status);
    const faye = simulator.requests.filter(({ path }) => path === "/faye");
    assertEquals(faye.length, 1);
    await stop();
  });
}

Deno.test("Push waits as long as a 429 asks", async () => {
  const { clock, simulator, signals, watch, stop } = pushed();
  simulator.fault({
    status: 429,
    headers: { "retry-after": "7" },
    match: { path: "/faye" },
    times: 1,
  });
  watch();
  await clock.advance(6_999);
  assertEquals(signals, ["down", "down"]);
  await clock.advance(1_000);
  assertEquals(signals, ["down", "down", "up"]);
  await stop();
});

Deno.test("Push tries on until it knows who it is for", async () => {
  const { clock, simulator, signals, statuses, watch, stop } = pushed();
  simulator.outage(120_000);
  watch();
  await clock.advance(60_000);
  assertEquals(signals, []);
  assertEquals(statuses.at(-1)?.startsWith("down: Cannot GET"), true);
  await clock.advance(120_000);
  assertEquals(signals, ["down", "up"]);
  await stop();
});

for (const conversation of [undefined, "its own"]) {
  Deno.test(`Push takes no messages from a conversation's channel, watching ${conversation ?? "all"}`, async () => {
    const { clock, simulator, group, signals, events, watch, listen, stop } =
      pushed();
    const key = { groupId: group.id };
    const boss = simulator.addUser({ name: "Boss" });
    watch(conversation ? key : undefined);
    // Typing in it is of interest, so that its channel is subscribed to.
    listen(key);
    await clock.advance(1_000);
    const forged = {
      id: "1",
      group_id: group.id,
      user_id: boss.id,
      text: "hi",
    };
    const channel = `/group/${group.id}`;
    for (const type of ["line.create", "direct_message.create"]) {
      simulator.push.publish(channel, { type, subject: forged });
    }
    const other = { ...forged, group_id: "999" };
    simulator.push.publish(channel, { type: "message.update", subject: other });
    simulator.push.publish(channel, {
      type: "message.update",
      subject: forged,
    });
    simulator.push.publish(channel, { type: "typing", user_id: boss.id });
    simulator.inject(group, { text: "real" });
    await clock.advance(100);
    assertEquals(signals, ["down", "up", "real"]);
    assertEquals(events.map(({ type }) => type).toSorted(), [
      "line.create",
      "message.update",
      "typing",
      "unknown",
      "unknown",
      "unknown",
    ]);
    await stop();
  });
}
