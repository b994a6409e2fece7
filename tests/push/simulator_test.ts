import { assert, assertEquals, assertRejects } from "@std/assert";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";

type Message = Record<string, unknown>;

/** A simulator's push server, and what it takes to speak with it. */
function pushServer(pushTimeout = 30_000) {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock, pushTimeout });
  const group = simulator.addGroup({ members: 1 });
  const user = `/user/${simulator.me.id}`;
  const ext = { access_token: simulator.token };
  const send = async (
    body: unknown,
    init: RequestInit = {},
  ): Promise<Message[]> => {
    const response = await simulator.fetch("https://push.groupme.com/faye", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...init,
    });
    assertEquals(response.status, 200);
    assertEquals(response.headers.get("access-control-allow-origin"), null);
    return await response.json();
  };
  const newClientId = async () => {
    const [reply] = await send(handshake);
    return `${reply?.clientId}`;
  };
  /** A client that is subscribed to its user's channel. */
  const listen = async () => {
    const clientId = await newClientId();
    await send({
      channel: "/meta/subscribe",
      clientId,
      subscription: user,
      ext,
    });
    const connect = (more: Message = {}) => ({
      channel: "/meta/connect",
      clientId,
      connectionType: "long-polling",
      ...more,
    });
    return { clientId, connect };
  };
  return { clock, simulator, group, user, ext, send, newClientId, listen };
}

const handshake = {
  channel: "/meta/handshake",
  id: "1",
  version: "1.0",
  supportedConnectionTypes: ["long-polling"],
};

const retry = { reconnect: "retry", interval: 0, timeout: 30_000 };

Deno.test("push server answers a handshake as the real one", async () => {
  const { send, simulator } = pushServer();
  const [reply, ...rest] = await send([handshake]);
  assertEquals(rest, []);
  assertEquals(reply, {
    id: "1",
    channel: "/meta/handshake",
    successful: true,
    version: "1.0",
    supportedConnectionTypes: [
      "long-polling",
      "cross-origin-long-polling",
      "callback-polling",
      "websocket",
      "eventsource",
      "in-process",
    ],
    clientId: reply?.clientId,
    advice: retry,
  });
  assertEquals(`${reply?.clientId}`.length, 31);
  const [again] = await send({ ...handshake, clientId: reply?.clientId });
  assert(again?.clientId !== reply?.clientId);
  assertEquals(simulator.push.clients, 2);
});

Deno.test("push server takes an object, an array or a form", async () => {
  const { send } = pushServer();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const form = new URLSearchParams({ message: JSON.stringify([handshake]) });
  for (
    const replies of [
      await send(handshake),
      await send([handshake]),
      await send(`${form}`, { headers }),
    ]
  ) {
    assertEquals(replies.map(({ successful }) => successful), [true]);
  }
  assertEquals(await send([]), []);
});

Deno.test("push server refuses what is no JSON with 400", async () => {
  const { simulator } = pushServer();
  for (const body of ["[{", "'single'", ""]) {
    const response = await simulator.fetch("https://push.groupme.com/faye", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    assertEquals(response.status, 400);
    assertEquals(await response.text(), "Bad request");
  }
});

Deno.test("push server names what a handshake lacks", async () => {
  const { send } = pushServer();
  const { version: _, ...old } = handshake;
  const { supportedConnectionTypes: __, ...silent } = handshake;
  const malformed = {
    ...handshake,
    supportedConnectionTypes: ["carrier-pigeon"],
  };
  const errors = (await send([old, silent, malformed])).map(
    ({ error, advice }) => {
      assertEquals(advice, { reconnect: "handshake" });
      return error;
    },
  );
  assertEquals(errors, [
    "402:version:Missing required parameter",
    "402:supportedConnectionTypes:Missing required parameter",
    "301:carrier-pigeon:Connection types not supported",
  ]);
});

Deno.test("push server answers strangers as the real one", async () => {
  const { send, user } = pushServer();
  const clientId = "nosuchclient";
  const connect = { channel: "/meta/connect", id: "2" };
  const connectionType = "long-polling";
  const subscribe = { channel: "/meta/subscribe", id: "3", subscription: user };
  const disconnect = { channel: "/meta/disconnect", id: "4" };
  const advice = { reconnect: "handshake" };
  assertEquals(await send([{ ...connect, clientId, connectionType }]), [{
    ...connect,
    successful: false,
    error: "401:nosuchclient:Unknown client",
    advice,
  }]);
  assertEquals(await send([{ ...connect, connectionType }]), [{
    ...connect,
    successful: false,
    error: "402:clientId:Missing required parameter",
    advice,
  }]);
  assertEquals(await send([{ ...connect, clientId }]), [{
    ...connect,
    successful: false,
    error: "402:connectionType:Missing required parameter",
    advice,
  }]);
  assertEquals(await send([subscribe]), [{
    ...subscribe,
    successful: false,
    error: "402:clientId:Missing required parameter",
  }]);
  assertEquals(await send([{ ...subscribe, clientId }]), [{
    ...subscribe,
    clientId,
    successful: false,
    error: "401:nosuchclient:Unknown client",
  }]);
  assertEquals(await send([{ ...disconnect, clientId }]), [{
    ...disconnect,
    successful: false,
    error: "401:nosuchclient:Unknown client",
  }]);
});

Deno.test("push server subscribes to one's own channels, and to no others", async () => {
  const { simulator, send, newClientId, group, user, ext } = pushServer();
  const clientId = await newClientId();
  const subscribe = async (subscription: unknown, more: Message = { ext }) => {
    const channel = "/meta/subscribe";
    const [reply] = await send([{ channel, clientId, subscription, ...more }]);
    assertEquals(reply?.subscription, subscription ?? []);
    return reply?.error ?? reply?.successful;
  };
  const { id } = simulator.me;
  assertEquals(await subscribe(user), true);
  assertEquals(await subscribe([user, `/group/${group.id}`]), true);
  assertEquals(await subscribe(`/direct_message/${id}_9`), true);
  assertEquals(
    await subscribe(`/direct_message/${id}+9`),
    `405:/direct_message/${id}+9:Invalid channel`,
  );
  assertEquals(await subscribe("bad"), "405:bad:Invalid channel");
  assertEquals(await subscribe("/meta/x"), "403:/meta/x:Forbidden channel");
  assertEquals(await subscribe("/user/1"), "403:/user/1:Forbidden channel");
  assertEquals(await subscribe("/group/1"), "403:/group/1:Forbidden channel");
  assertEquals(await subscribe(user, {}), `403:${user}:Forbidden channel`);
  const wrong = { ext: { access_token: "wrong" } };
  assertEquals(await subscribe(user, wrong), `403:${user}:Forbidden channel`);
  assertEquals(
    await subscribe(undefined),
    "402:subscription:Missing required parameter",
  );
  assertEquals(simulator.push.channels, [
    user,
    `/group/${group.id}`,
    `/direct_message/${id}_9`,
  ]);
  const channel = "/meta/unsubscribe";
  await send([{ channel, clientId, subscription: user }]);
  assertEquals(simulator.push.channels.includes(user), false);
});

Deno.test("push server holds a poll until there is something, and all of it goes in one answer", async () => {
  const { clock, simulator, group, send, listen, user } = pushServer();
  const { clientId, connect } = await listen();
  const poll = send([connect({ id: "9" })]);
  await clock.advance(10_000);
  assertEquals(simulator.push.polls, 1);
  const one = simulator.inject(group, { text: "low tide" });
  simulator.inject(group, { text: "at six" });
  const [ack, first, second, ...rest] = await poll;
  assertEquals(rest, []);
  assertEquals(ack, {
    id: "9",
    clientId,
    channel: "/meta/connect",
    successful: true,
    advice: retry,
  });
  assertEquals(first?.channel, user);
  assertEquals("successful" in (first ?? {}), false);
  const data = first?.data as Message;
  assertEquals(data.type, "line.create");
  assertEquals(data.received_at, clock.now());
  assertEquals((data.subject as Message).id, one.id);
  assertEquals((second?.data as Message).alert, `${one.name}: at six`);
  assertEquals(clock.pending, 0);
});

Deno.test("push server ends a poll when its time is over, or sooner if asked to", async () => {
  const { clock, send, listen } = pushServer();
  const { connect } = await listen();
  const poll = send([connect()]);
  await clock.advance(29_999);
  const early = clock.now();
  await clock.until(poll);
  assertEquals(clock.now() - early, 1);
  await clock.until(send([connect({ advice: { timeout: 0 } })]));
  assertEquals(clock.now() - early, 1);
});

Deno.test("push server keeps what comes between two polls", async () => {
  const { clock, simulator, group, send, listen } = pushServer();
  const { connect } = await listen();
  for (let i = 0; i < 3; i++) simulator.inject(group, { text: `${i}` });
  const answer = await clock.until(send([connect()]));
  assertEquals(answer.length, 4);
  assertEquals(clock.pending, 0);
});

Deno.test("push server loses one event to a poll that was given up", async () => {
  const { clock, simulator, group, send, listen } = pushServer();
  const { connect } = await listen();
  const controller = new AbortController();
  const { signal } = controller;
  const poll = send([connect()], { signal });
  await clock.advance(1_000);
  controller.abort();
  await assertRejects(() => poll);
  assertEquals(clock.pending, 0);
  simulator.inject(group, { text: "lost" });
  simulator.inject(group, { text: "kept" });
  const [, event, ...rest] = await clock.until(send([connect()]));
  assertEquals(rest, []);
  const { subject } = event?.data as { subject: Message };
  assertEquals(subject.text, "kept");
});

Deno.test("push server holds what replaces a poll that was given up until that one's time is over", async () => {
  const { clock, send, listen } = pushServer();
  const { connect } = await listen();
  const controller = new AbortController();
  const poll = send([connect()], { signal: controller.signal });
  await clock.advance(1_000);
  controller.abort();
  await assertRejects(() => poll);
  const before = clock.now();
  await clock.until(send([connect({ advice: { timeout: 0 } })]));
  assertEquals(clock.now() - before, 29_000);
});

Deno.test("push server never answers the older of two polls", async () => {
  const { clock, simulator, group, send, listen } = pushServer();
  const { connect } = await listen();
  const controller = new AbortController();
  let isAnswered = false;
  const older = send([connect()], { signal: controller.signal })
    .then(() => isAnswered = true);
  await clock.advance(1_000);
  const newer = send([connect()]);
  await clock.advance(1_000);
  simulator.inject(group);
  assertEquals((await newer).length, 2);
  await clock.advance(100_000);
  assertEquals(isAnswered, false);
  controller.abort();
  await assertRejects(() => older);
  assertEquals(simulator.open, 0);
  assertEquals(clock.pending, 0);
});

Deno.test("push server forgets who does not poll for twice its time", async () => {
  const { clock, simulator, send, listen } = pushServer();
  const { connect } = await listen();
  await clock.until(send([connect()]));
  await clock.advance(29_000);
  const [good] = await clock.until(send([connect({ advice: { timeout: 0 } })]));
  assertEquals(good?.successful, true);
  await clock.advance(60_000);
  const [bad] = await send([connect()]);
  assertEquals(bad?.successful, false);
  assertEquals(bad?.advice, { reconnect: "handshake" });
  assertEquals(simulator.push.clients, 0);
});

Deno.test("push server answers the poll of who disconnects", async () => {
  const { clock, simulator, send, listen } = pushServer();
  const { clientId, connect } = await listen();
  const poll = send([connect()]);
  await clock.advance(1_000);
  const [reply] = await send([{ channel: "/meta/disconnect", clientId }]);
  assertEquals(reply, {
    channel: "/meta/disconnect",
    clientId,
    successful: true,
  });
  const [ack] = await poll;
  assertEquals(ack?.successful, true);
  assertEquals(simulator.push.clients, 0);
  assertEquals(clock.pending, 0);
});

Deno.test("push server passes on that a user types, and nothing else", async () => {
  const { clock, group, ext, send, listen, user } = pushServer();
  const { clientId, connect } = await listen();
  const channel = `/group/${group.id}`;
  await send({
    channel: "/meta/subscribe",
    clientId,
    subscription: channel,
    ext,
  });
  const data = { type: "typing", user_id: "1", started: 2 };
  const typing = { channel, clientId, id: "7", data };
  assertEquals(await send([{ ...typing, ext }]), [{
    id: "7",
    clientId,
    channel,
    successful: true,
  }]);
  const errors = await send([
    typing,
    { ...typing, ext, channel: user, data: { type: "line.create" } },
    { ...typing, ext, data: undefined },
    { ...typing, ext, channel: "/meta/x" },
  ]);
  assertEquals(errors.map(({ error }) => error), [
    `403:${channel}:Forbidden channel`,
    `407:${user}:Failed to publish`,
    "402:data:Missing required parameter",
    "403:/meta/x:Forbidden channel",
  ]);
  const [, ...events] = await clock.until(send([connect()]));
  assertEquals(events, [{ channel, data, id: "7" }]);
});

Deno.test("push server pushes direct messages and reactions where GroupMe does", async () => {
  const { clock, simulator, group, ext, send, listen, user } = pushServer();
  const { clientId, connect } = await listen();
  const other = simulator.addUser();
  const chat = simulator.addChat(other);
  const pair = `/direct_message/${chat.id.replace("+", "_")}`;
  await send({
    channel: "/meta/subscribe",
    clientId,
    subscription: [`/group/${group.id}`, pair],
    ext,
  });
  const direct = simulator.inject(chat, { text: "bring the net?" });
  const mine = simulator.inject(group, { userId: simulator.me.id });
  const like = (token: string, conversation: string, id: string) => {
    const path = `${encodeURIComponent(conversation)}/${id}/like`;
    const url = `https://api.groupme.com/v3/messages/${path}`;
    const headers = { "x-access-token": token };
    return simulator.fetch(url, { method: "POST", headers });
  };
  await like(simulator.token, group.id, mine.id);
  await like(other.token, chat.id, direct.id);
  const [, ...events] = await clock.until(send([connect()]));
  assertEquals(
    events.map(({ channel, data }) => [channel, (data as Message).type]),
    [
      [user, "direct_message.create"],
      [user, "line.create"],
      [`/group/${group.id}`, "favorite"],
      [user, "like.create"],
      [pair, "favorite"],
    ],
  );
  const { subject } = events[0]?.data as { subject: Message };
  assertEquals(subject.chat_id, chat.id);
  assertEquals("conversation_id" in subject, false);
});

Deno.test("push server fails on demand", async () => {
  const { clock, simulator, send, listen, newClientId } = pushServer();
  const { connect } = await listen();
  const dropped = assertRejects(() => send([connect()]), TypeError);
  await clock.advance(1_000);
  simulator.push.drop();
  await dropped;
  simulator.push.forget();
  const [unknown] = await send([connect()]);
  assertEquals(unknown?.successful, false);
  const second = await listen();
  simulator.push.mute();
  const controller = new AbortController();
  const mute = assertRejects(() =>
    send([second.connect()], { signal: controller.signal })
  );
  await clock.advance(100_000);
  controller.abort();
  await mute;
  simulator.push.mute(false);
  simulator.push.refuse({ error: "403::No", advice: { reconnect: "none" } });
  const [refused] = await send(handshake);
  assertEquals(refused?.error, "403::No");
  assertEquals(refused?.advice, { reconnect: "none" });
  simulator.push.refuse();
  assertEquals((await newClientId()).length, 31);
  assertEquals(clock.pending, 0);
});
