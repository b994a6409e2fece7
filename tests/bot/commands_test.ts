import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertThrows,
} from "@std/assert";
import {
  BadResponse,
  CursorConflict,
  GroupMeError,
  type Message,
} from "@rxgroupme/client";
import { commands, notices } from "@rxgroupme/client/bot";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { messageOf, webhook } from "@rxgroupme/client/webhook";
import { concat, NEVER, of, throwError } from "rxjs";
import { town } from "./town.ts";

Deno.test("commands() answers the first word of a text, with the words after it", async () => {
  const { messages, start, say, texts, seen, clock, settle } = town();
  const running = start(
    messages.tail().pipe(commands({
      "!roll": () => "4",
      "!echo": ({ name }, args) => `${name ? "x" : ""} ${args.join("|")}`,
    })),
  );
  await clock.advance(5_000);
  await say("!roll");
  await say("  !Echo low\n tide  at six ");
  for (const text of ["roll", "please !roll", "!rolls", "", "constructor"]) {
    await say(text || " ");
  }
  running.unsubscribe();
  assertEquals(seen(), ["!roll: 4", "!echo: x low|tide|at|six"]);
  assertEquals(texts().slice(0, 4), [
    "!roll",
    "4",
    "  !Echo low\n tide  at six ",
    "x low|tide|at|six",
  ]);
  assertEquals(texts().length, 9);
  await settle();
});

Deno.test("commands() refers to the command in its answer, and emits both", async () => {
  const { messages, start, say, group, outcomes, clock, settle } = town();
  const running = start(messages.tail().pipe(commands({ "!a": () => "b" })));
  await clock.advance(5_000);
  const question = await say("!a");
  running.unsubscribe();
  const [outcome] = outcomes;
  assert(outcome?.type === "answered");
  assertEquals(outcome.message.id, question.id);
  const answer = outcome.answer as Message;
  assertEquals(answer.id, group.messageAt(1)?.id);
  assertEquals(answer.repliedTo?.replyId, question.id);
  await settle();
});

Deno.test("commands() answers no bot, no notice, and never itself", async () => {
  const { messages, start, say, texts, simulator, group, clock, settle } =
    town();
  const me = simulator.me.id;
  const { botId } = simulator.addBot(group);
  const running = start(
    messages.tail().pipe(commands({ "!a": () => "!a again" })),
  );
  await clock.advance(5_000);
  await say("!a", { botId });
  await say("!a", { isSystem: true });
  assertEquals(texts(), ["!a", "!a"]);
  // What its user types is a person's.
  await say("!a", { userId: me });
  await clock.advance(300_000);
  assertEquals(texts(), ["!a", "!a", "!a", "!a again"]);
  running.unsubscribe();
  await settle();
});

const handled = {
  "a promise": () => Promise.resolve("b"),
  "an Observable": () => of("b"),
  "a draft": () => ({ text: "b" }),
  "an async generator": async function* () {
    yield await Promise.resolve("b");
  },
};
for (const [name, handler] of Object.entries(handled)) {
  Deno.test(`commands() takes ${name} for an answer`, async () => {
    const { messages, start, say, texts, clock, settle } = town();
    const running = start(messages.tail().pipe(commands({ "!a": handler })));
    await clock.advance(5_000);
    await say("!a");
    running.unsubscribe();
    assertEquals(texts(), ["!a", "b"]);
    await settle();
  });
}

Deno.test("commands() posts several answers in order, a long one as several, and none for nothing", async () => {
  const { messages, start, say, texts, seen, clock, settle } = town();
  const long = "tide ".repeat(250);
  const running = start(
    messages.tail().pipe(commands({
      "!two": () => of("one", undefined, "two"),
      "!none": () => {},
      "!long": () => long,
    })),
  );
  await clock.advance(5_000);
  await say("!two");
  await say("!none");
  await say("!long");
  running.unsubscribe();
  assertEquals(texts().slice(0, 5), ["!two", "one", "two", "!none", "!long"]);
  assertEquals(texts().length, 7);
  assertEquals(seen().slice(0, 2), ["!two: one", "!two: two"]);
  await settle();
});

const failure = new Error("no dice");
const failing = {
  "throws": () => {
    throw failure;
  },
  "rejects": () => Promise.reject(failure),
  "errors": () => throwError(() => failure),
};
for (const [name, handler] of Object.entries(failing)) {
  Deno.test(`commands() emits the failure of a handler that ${name}, and goes on`, async () => {
    const { messages, start, say, outcomes, texts, clock, settle } = town();
    const running = start(
      messages.tail().pipe(commands({ "!roll": handler, "!a": () => "b" })),
    );
    await clock.advance(5_000);
    const { id } = await say("!roll");
    await say("!a");
    running.unsubscribe();
    const [failed, answered] = outcomes;
    assert(failed?.type === "failed");
    assertEquals([failed.error, failed.message.id], [failure, id]);
    assertEquals(answered?.type, "answered");
    assertEquals(texts(), ["!roll", "!a", "b"]);
    await settle();
  });
}

Deno.test("commands() emits the refusal of an answer, and goes on", async () => {
  const { messages, start, say, simulator, outcomes, texts, clock, settle } =
    town();
  const running = start(messages.tail().pipe(commands({ "!a": () => "b" })));
  await clock.advance(5_000);
  const match = { method: "POST", path: /messages$/ };
  simulator.fault({ status: 400, match, times: 1 });
  await say("!a");
  await say("!a");
  running.unsubscribe();
  const [failed] = outcomes;
  assert(failed?.type === "failed");
  assertInstanceOf(failed.error, BadResponse);
  assertEquals(texts(), ["!a", "!a", "b"]);
  await settle();
});

Deno.test("commands() gives up on a handler that hangs", async () => {
  const { messages, start, say, outcomes, texts, clock, settle } = town();
  const handlers = {
    "!hang": () => NEVER,
    "!half": () => concat(of("half"), NEVER),
    "!a": () => "b",
  };
  const running = start(
    messages.tail().pipe(
      commands(handlers, { timeout: 5_000, scheduler: clock }),
    ),
  );
  await clock.advance(5_000);
  for (const text of Object.keys(handlers)) await say(text);
  running.unsubscribe();
  assertEquals(texts(), ["!hang", "!half", "half", "!a", "b"]);
  const [failed] = outcomes;
  assert(failed?.type === "failed");
  assertInstanceOf(failed.error, GroupMeError);
  assertEquals(outcomes.map(({ type }) => type), [
    "failed",
    "answered",
    "failed",
    "answered",
  ]);
  await settle();
});

Deno.test("commands() answers groups and chats of client.tail()", async () => {
  const { client, start, simulator, group, texts, clock, settle } = town();
  const friend = simulator.addUser({ name: "Teo" });
  simulator.addChat(friend);
  const running = start(
    client.tail().pipe(commands({
      "!where": ({ kind }) => kind,
    })),
  );
  await clock.advance(30_000);
  simulator.inject(group, { text: "!where" });
  const chat = simulator.addChat(friend);
  simulator.inject(chat, { text: "!where", userId: friend.id });
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(texts(), ["!where", "group"]);
  assertEquals(chat.messageAt(chat.size - 1)?.text, "direct");
  await settle();
});

Deno.test("commands() answers what comes by a webhook", async () => {
  const hook: { handler?: (request: Request) => Promise<Response> } = {};
  const { client, start, simulator, group, texts, say, seen } = town({
    simulator: { onCallback: (request) => hook.handler?.(request) },
  });
  const { handler, messages$ } = webhook({
    secret: "s3cret",
    read: messageOf(client),
  });
  hook.handler = handler;
  simulator.addBot(group, { callbackUrl: "https://bot.example/s3cret" });
  const running = start(messages$.pipe(commands({ "!a": () => "!a again" })));
  await say("!a");
  assertEquals(texts(), ["!a", "!a again"]);
  assertEquals(seen(), ["!a: !a again"]);
  running.unsubscribe();
});

Deno.test("commands() answers as a bot of GroupMe, if told to", async () => {
  const { client, messages, start, simulator, group, say, clock, settle } =
    town();
  const { botId } = simulator.addBot(group);
  const running = start(
    messages.tail().pipe(commands({ "!a": () => "b" }, {
      answer: (_, content) => client.bots.post(botId, `${content}`),
    })),
  );
  await clock.advance(5_000);
  await say("!a");
  running.unsubscribe();
  assertEquals(group.messageAt(1)?.sender_type, "bot");
  await settle();
});

Deno.test("commands() moves a cursor past each message, and answers once whatever crashes", async () => {
  const { messages, start, say, texts, clock, simulator, group, settle } =
    town();
  const cursor = memoryCursor();
  const lost = { isOn: false };
  const leaky = {
    get: () => cursor.get(),
    set: (text: string) =>
      lost.isOn ? Promise.reject(new Error("killed")) : cursor.set(text),
  };
  const errors: unknown[] = [];
  const run = () =>
    messages.tail({ cursor: leaky }).pipe(
      commands({ "!a": () => "b", "!bad": () => "" }, { cursor: leaky }),
    ).subscribe({ error: (error) => errors.push(error) });
  let running = run();
  await clock.advance(30_000);
  await say("!a");
  await say("hello");
  await say("!bad");
  assertEquals(texts(), ["!a", "b", "hello", "!bad"]);
  // It is killed between the answer and the commit.
  lost.isOn = true;
  await say("!a");
  assertEquals(texts().length, 6);
  assertEquals(errors.length, 1);
  running.unsubscribe();
  lost.isOn = false;
  // Long after GroupMe has forgotten the answer's source_guid.
  await clock.advance(600_000);
  simulator.inject(group, { text: "!a" });
  running = run();
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(texts(), ["!a", "b", "hello", "!bad", "!a", "b", "!a", "b"]);
  // And what was committed is not read again.
  running = run();
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(texts().length, 8);
  void start;
  await settle();
});

Deno.test("commands() errors when its cursor cannot be moved", async () => {
  const { messages, say, clock, settle } = town();
  const errors: unknown[] = [];
  let kept: string | undefined;
  const cursor = {
    get: () => kept,
    set(text: string) {
      if (kept !== undefined) throw new CursorConflict("taken");
      kept = text;
    },
  };
  const running = messages.tail({ cursor }).pipe(
    commands({ "!a": () => "b" }, { cursor }),
  ).subscribe({ error: (error) => errors.push(error) });
  await clock.advance(30_000);
  await say("!a");
  await say("!a");
  running.unsubscribe();
  assertInstanceOf(errors[0], CursorConflict);
  await settle();
});

Deno.test("commands() reads nothing further while it answers", async () => {
  const { messages, start, simulator, clock, settle, say } = town();
  const running = start(
    messages.tail({ interval: 1_000 }).pipe(
      commands({ "!a": () => NEVER }, { timeout: 600_000, scheduler: clock }),
    ),
  );
  await clock.advance(5_000);
  await say("!a");
  const requests = simulator.requests.length;
  await clock.advance(300_000);
  assertEquals(simulator.requests.length, requests);
  running.unsubscribe();
  await settle();
});

Deno.test("commands() throws for arguments that make no sense", () => {
  const none: unknown = undefined;
  for (const name of ["", " ", "!a b"]) {
    assertThrows(() => commands({ [name]: () => "" }), TypeError, "handlers");
  }
  assertThrows(() => commands({ "!a": none as () => "" }), TypeError, '"!a"');
  const twice = { "!a": () => "b", "!A": () => "c" };
  assertThrows(() => commands(twice), TypeError, 'got "!a" and "!A"');
  const answer = "pong" as unknown as () => [];
  assertThrows(() => commands({}, { answer }), TypeError, "'answer'");
  assertThrows(
    () => notices("bot.add", () => "", { answer }),
    TypeError,
    "'answer'",
  );
  for (const timeout of [0, -1, NaN, 2 ** 31]) {
    assertThrows(() => commands({}, { timeout }), RangeError, "timeout");
  }
});
