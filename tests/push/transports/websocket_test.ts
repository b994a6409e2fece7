import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { GroupMeError, NoResponse } from "@rxgroupme/client";
import { webSocketWire } from "@rxgroupme/client/push";
import { retry, type SchedulerAction, type SchedulerLike } from "rxjs";
import { pushed } from "../pushed.ts";

type Message = Record<string, unknown>;

/** A WebSocket to a server that only a test can make speak. */
class FakeWebSocket {
  static all: FakeWebSocket[] = [];
  readonly sent: Message[] = [];
  readyState = 0;
  onopen?: (event: unknown) => void;
  onmessage?: (event: { data: string }) => void;
  onerror?: (event: unknown) => void;
  onclose?: (event: unknown) => void;

  constructor(readonly url: string) {
    FakeWebSocket.all.push(this);
  }

  /** Answers all there is to a client, except for polls. */
  send(text: string): void {
    const messages: Message[] = JSON.parse(text);
    this.sent.push(...messages);
    for (const { channel, id, subscription } of messages) {
      if (channel === "/meta/connect") continue;
      const more = channel === "/meta/handshake"
        ? { clientId: "c", advice: { timeout: 30_000 } }
        : { subscription };
      this.say([{ channel, id, successful: true, ...more }]);
    }
  }

  /** Opens, as far as it has not. */
  open(): void {
    this.readyState = 1;
    this.onopen?.({});
  }

  say(answer: unknown): void {
    this.speak(JSON.stringify(answer));
  }

  speak(data: string): void {
    this.onmessage?.({ data });
  }

  end(wasClean: boolean): void {
    this.readyState = 3;
    if (!wasClean) this.onerror?.({ type: "error" });
    this.onclose?.({ type: "close", wasClean, code: wasClean ? 1000 : 1006 });
  }

  close(): void {
    this.readyState = 3;
  }
}

/** Push over fake WebSockets. */
function connected(scheduler?: SchedulerLike) {
  FakeWebSocket.all = [];
  const WebSocket = FakeWebSocket as unknown as typeof globalThis.WebSocket;
  const it = pushed(
    { wire: webSocketWire({ WebSocket }) },
    scheduler ? { scheduler } : {},
  );
  const last = () => {
    const socket = FakeWebSocket.all.at(-1);
    assert(socket);
    return socket;
  };
  /** Lets it come up. */
  const start = async () => {
    it.watch();
    await it.clock.advance(10);
    last().open();
    await it.clock.advance(10);
    assertEquals(it.signals.at(-1), "up");
  };
  const line = (text: string) => ({
    channel: `/user/${it.simulator.me.id}`,
    data: { type: "line.create", subject: { id: "1", group_id: "5", text } },
  });
  return { ...it, last, start, line };
}

Deno.test("webSocketWire() says that it is one, and where the token goes", async () => {
  const { last, start, stop, simulator } = connected();
  await start();
  assertEquals(last().url, "wss://push.groupme.com/faye");
  const [hello, subscription, poll] = last().sent;
  assertEquals(hello?.supportedConnectionTypes, ["websocket"]);
  assertEquals(poll?.connectionType, "websocket");
  assertEquals(
    (subscription?.ext as Message).access_token,
    simulator.token,
  );
  await stop();
  assertEquals(last().sent.at(-1)?.channel, "/meta/disconnect");
  assertEquals(last().readyState, 3);
});

Deno.test("webSocketWire() takes what comes unsolicited, alone or in a batch", async () => {
  const { clock, last, start, line, signals, stop } = connected();
  await start();
  last().say(line("one"));
  last().say([line("two"), line("three")]);
  const { id } = last().sent.at(-1) ?? {};
  last().say([
    { channel: "/meta/connect", id, successful: true },
    line("four"),
  ]);
  await clock.advance(1_000);
  assertEquals(signals.slice(2), ["one", "two", "three", "four"]);
  assertEquals(last().sent.at(-1)?.channel, "/meta/connect");
  await stop();
});

for (const wasClean of [true, false]) {
  Deno.test(`webSocketWire() opens another socket after an end, clean or not: ${wasClean}`, async () => {
    const { clock, last, start, line, signals, stop } = connected();
    await start();
    const first = last();
    first.end(wasClean);
    await clock.advance(1_000);
    assertEquals(signals.slice(2), ["down"]);
    assert(last() !== first);
    last().open();
    await clock.advance(0);
    // The client id is still good.
    const [probe] = last().sent;
    assertEquals(probe?.channel, "/meta/connect");
    last().say([{ channel: "/meta/connect", id: probe?.id, successful: true }]);
    last().say(line("one"));
    await clock.advance(0);
    assertEquals(signals.slice(3), ["up", "one"]);
    await stop();
  });
}

Deno.test("webSocketWire() delivers on one new socket to who subscribes at once after an error", async () => {
  const { clock, last, live, line, stop } = connected();
  const texts: unknown[] = [];
  const running = live.events().pipe(retry(1)).subscribe(({ data }) =>
    texts.push((data as { subject: Message }).subject.text)
  );
  await clock.advance(10);
  last().open();
  await clock.advance(10);
  const first = last();
  const { id } = first.sent.at(-1) ?? {};
  const advice = { reconnect: "none" };
  first.say([{ channel: "/meta/connect", id, successful: false, advice }]);
  await clock.advance(10);
  for (const it of FakeWebSocket.all) if (it !== first) it.open();
  await clock.advance(10);
  assertEquals(FakeWebSocket.all.length, 2);
  last().say(line("one"));
  await clock.advance(0);
  assertEquals(texts, ["one"]);
  running.unsubscribe();
  await stop();
});

Deno.test("webSocketWire() takes what is no JSON for an interruption", async () => {
  const { clock, last, start, activities, signals, stop } = connected();
  await start();
  last().onmessage?.({ data: "[{broken token" });
  await clock.advance(0);
  assertEquals(signals.at(-1), "down");
  assertEquals(last().readyState, 3);
  assert(!Deno.inspect(activities, { depth: 9 }).includes("broken token"));
  await clock.advance(1_000);
  last().open();
  await stop();
});

for (
  const [how, end] of [
    ["clean", (socket: FakeWebSocket) => socket.end(true)],
    ["no clean one", (socket: FakeWebSocket) => socket.end(false)],
    ["what is no JSON", (socket: FakeWebSocket) => socket.speak("[{token")],
  ] as const
) {
  Deno.test(`webSocketWire() errors to a publisher with the class of its end: ${how}`, async () => {
    const { clock, last, live, start, stop } = connected();
    await start();
    last().send = () => {};
    const errors: unknown[] = [];
    live.typing({ groupId: "5" }).subscribe({
      error: (error) => errors.push(error),
    });
    await clock.advance(10);
    end(last());
    await clock.advance(0);
    const [error] = errors;
    assertInstanceOf(error, NoResponse);
    assert(!error.message.includes("token"));
    await clock.advance(1_000);
    last().open();
    await stop();
  });
}

Deno.test("webSocketWire() opens another socket where one is mute", async () => {
  const { clock, last, start, signals, stop } = connected();
  await start();
  const mute = last();
  mute.send = () => {};
  await clock.advance(48_000);
  assertEquals(signals.slice(2), ["down"]);
  assert(last() !== mute);
  last().open();
  await clock.advance(10);
  assertEquals(signals.slice(3), ["up"]);
  await clock.advance(5_000);
  assertEquals(mute.readyState, 3);
  await stop();
});

Deno.test("webSocketWire() notices a socket that never opens", async () => {
  const { clock, signals, watch, stop } = connected();
  watch();
  await clock.advance(29_000);
  assertEquals(signals, ["down"]);
  await clock.advance(2_000);
  assertEquals(signals, ["down", "down"]);
  assertEquals(FakeWebSocket.all.length, 2);
  await stop();
});

Deno.test("webSocketWire() errors where there is no WebSocket", async () => {
  const { WebSocket } = globalThis;
  Reflect.deleteProperty(globalThis, "WebSocket");
  try {
    const it = pushed({ wire: webSocketWire() });
    it.listen();
    await it.clock.advance(60_000);
    const [error] = it.errors;
    assertInstanceOf(error, GroupMeError);
    assertEquals(
      error.message,
      "Cannot push: pass the option WebSocket",
    );
    await it.stop();
  } finally {
    Object.defineProperty(globalThis, "WebSocket", {
      value: WebSocket,
      configurable: true,
      writable: true,
    });
  }
});

Deno.test("webSocketWire() errors at once without a permission, and names it", {
  permissions: { net: false, env: true },
}, async () => {
  const it = pushed({ wire: webSocketWire() });
  it.listen();
  await it.clock.advance(60_000);
  const [error] = it.errors;
  assertInstanceOf(error, NoResponse);
  assert(/net access to "push.groupme.com/.test(error.message), error.message);
  await it.stop();
});

Deno.test("webSocketWire() opens another socket after a sleep", async () => {
  const skew = { ms: 0 };
  const scheduler: SchedulerLike = {
    now: () => it.clock.now() + skew.ms,
    schedule: <T>(
      work: (this: SchedulerAction<T>, state?: T) => void,
      delay?: number,
      state?: T,
    ) => it.clock.schedule(work, delay, state),
  };
  const it = connected(scheduler);
  const { clock, last, start, line, signals, stop } = it;
  await start();
  const first = last();
  // The socket is dead, and nobody has told it.
  skew.ms = 600_000;
  await clock.advance(20_000);
  assert(last() !== first);
  last().open();
  await clock.advance(10);
  const [probe] = last().sent;
  last().say([{ channel: "/meta/connect", id: probe?.id, successful: true }]);
  last().say(line("awake"));
  await clock.advance(10);
  assertEquals(signals.slice(-2), ["up", "awake"]);
  await stop();
});

for (const how of ["its constructor throws", "it ends at once"]) {
  Deno.test(`webSocketWire() pauses longer and longer where ${how}`, async () => {
    const attempts: number[] = [];
    class WebSocket extends FakeWebSocket {
      constructor(url: string) {
        super(url);
        attempts.push(it.clock.now());
        if (how === "its constructor throws") {
          throw new DOMException("The operation is insecure.", "SecurityError");
        }
        queueMicrotask(() => this.end(false));
      }
    }
    const it = pushed({
      wire: webSocketWire({
        WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
      }),
    });
    it.watch();
    await it.clock.advance(3_600_000);
    const pauses = attempts.map((at, i) => at - (attempts[i - 1] ?? at));
    assert(attempts.length < 300, `${attempts.length} attempts in an hour`);
    assert(pauses.slice(-3).every((ms) => ms >= 15_000), `${pauses}`);
    assertEquals(it.errors, []);
    await it.stop();
  });
}
