import { assertEquals } from "@std/assert";
import { world } from "./ask.ts";

interface Reply {
  readonly channel: string;
  readonly clientId?: string;
  readonly successful?: boolean;
  readonly data?: { readonly type: string };
}

/** A WebSocket of a client, by which it listens to its user's channel. */
function socket() {
  const start = world({ pushTimeout: 30_000 });
  const { simulator } = start;
  const group = simulator.addGroup({ members: 1 });
  const received: Reply[] = [];
  let isCut = false;
  const end = simulator.push.accept({
    send: (text) => received.push(...JSON.parse(text)),
    close: () => isCut = true,
  });
  const say = (...messages: object[]) => {
    end.receive(JSON.stringify(messages));
    return received.splice(0);
  };
  const [{ clientId } = { clientId: "" }] = say({
    channel: "/meta/handshake",
    version: "1.0",
    supportedConnectionTypes: ["websocket"],
  });
  const connect = {
    channel: "/meta/connect",
    clientId,
    connectionType: "websocket",
  };
  const subscribe = {
    channel: "/meta/subscribe",
    clientId,
    subscription: `/user/${simulator.me.id}`,
    ext: { access_token: simulator.token },
  };
  const told = () => received.splice(0).map(({ channel }) => channel);
  return {
    ...start,
    group,
    end,
    say,
    told,
    connect,
    subscribe,
    isCut: () => isCut,
  };
}

Deno.test("push.accept() holds a connect apart, and sends events as they come", async () => {
  const { simulator, clock, group, say, told, connect, subscribe } = socket();
  const [reply, ...none] = say(connect, subscribe);
  assertEquals([reply?.channel, reply?.successful, none], [
    "/meta/subscribe",
    true,
    [],
  ]);
  const user = `/user/${simulator.me.id}`;
  simulator.inject(group);
  assertEquals(told(), [user]);
  await clock.advance(29_999);
  assertEquals([told(), simulator.push.polls], [[], 1]);
  await clock.advance(1);
  assertEquals([told(), simulator.push.polls], [["/meta/connect"], 0]);
  // Without a connect too, until the client is forgotten.
  simulator.inject(group);
  assertEquals(told(), [user]);
  await clock.advance(60_000);
  simulator.inject(group);
  assertEquals([told(), simulator.push.clients], [[], 0]);
});

Deno.test("push.accept() keeps what comes after the close for a poll", async () => {
  const { simulator, fetch, clock, group, say, end, told, connect, subscribe } =
    socket();
  say(connect, subscribe);
  end.closed();
  simulator.inject(group);
  await clock.settle();
  assertEquals(told(), []);
  const poll = new Request("https://push.groupme.com/faye", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify([{ ...connect, connectionType: "long-polling" }]),
  });
  const answer: Reply[] = await (await clock.until(fetch(poll))).json();
  assertEquals(answer.map(({ data }) => data?.type), [
    undefined,
    "line.create",
  ]);
});

Deno.test("push.drop() cuts a WebSocket, and bad messages do not", async () => {
  const { simulator, clock, group, say, told, connect, subscribe, isCut } =
    socket();
  assertEquals(say(), []);
  say(connect, subscribe);
  simulator.push.drop();
  assertEquals(isCut(), true);
  simulator.inject(group);
  await clock.settle();
  assertEquals(told(), []);
});
