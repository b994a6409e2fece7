import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { Client, type GroupMessageData, Message } from "@rxgroupme/client";
import {
  deleteMessage,
  editMessage,
  pinMessage,
} from "@rxgroupme/client/changes";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { lastValueFrom } from "rxjs";
import { Copies } from "../../../examples/relay_worker/copies.ts";
import { idOf, toDiscord } from "../../../examples/relay_worker/discord.ts";
import type {
  Env,
  ObjectContext,
} from "../../../examples/relay_worker/platform.ts";
import queued from "../../../examples/relay_worker/queued.ts";
import { Relay } from "../../../examples/relay_worker/relay.ts";
import { Served } from "../../cli/served.ts";
import { world } from "../../support/world.ts";
import { SinkServer } from "../../webhook/sink_server.ts";

type Storage = ObjectContext["storage"];

/** A storage in memory, which shows what it keeps. */
function storage() {
  const kept = new Map<string, unknown>();
  const alarm: { time: number | null } = { time: null };
  const place: Storage = {
    get: (key) => Promise.resolve(kept.get(key)),
    put: (key, value) => Promise.resolve(void kept.set(key, value)),
    transaction: (closure) => closure(place),
    getAlarm: () => Promise.resolve(alarm.time),
    setAlarm: (time) => Promise.resolve(void (alarm.time = time)),
  };
  return { place, kept, alarm };
}

/** An alarm that rang, from when to when, and the time of the next one. */
interface Rung {
  readonly next: number;
  readonly began: number;
  readonly ended: number;
}

/** Sees that the next alarm is so many seconds from some moment of this one. */
function assertWaits({ next, began, ended }: Rung, seconds: number): void {
  const from = next - 1_000 * seconds;
  assert(from >= began && from <= ended, `${from - began} of ${ended - began}`);
}

/** An object of a group, woken, and the alarm that it set, as if it rang. */
async function object(served: Served, sink: SinkServer, groupId: string) {
  const { place, kept, alarm } = storage();
  const env = {
    GROUPME_TOKEN: served.env.GROUPME_TOKEN,
    GROUPME_API: served.env.GROUPME_API,
    SINK_URL: sink.url,
    IDLE_SECONDS: "300",
  } as Env;
  const relay = new Relay({ storage: place }, env);
  const wake = () =>
    relay.fetch(
      new Request("https://relay/", { method: "POST", body: groupId }),
    );
  const ring = async (): Promise<Rung> => {
    alarm.time = null;
    const began = Date.now();
    await relay.alarm();
    return { next: alarm.time ?? NaN, began, ended: Date.now() };
  };
  const response = await wake();
  assertEquals(response.status, 200);
  return { kept, alarm, wake, ring };
}

Deno.test("Relay sleeps when it is up to date, and else goes on at once", async () => {
  const simulator = new GroupMeSimulator();
  const groups = [1, 2].map(() => simulator.addGroup({ members: 2 }));
  await using served = new Served(simulator);
  await using sink = new SinkServer();
  const [idle, called] = await Promise.all(
    groups.map(({ id }) => object(served, sink, id)),
  );
  assert(idle && called);
  const rings = [idle.ring(), called.ring()] as const;
  // A call while it is at work is not overslept.
  const before = Date.now();
  await called.wake();
  const woken = { began: before, ended: Date.now() };
  const [slept, { next }] = await Promise.all(rings);
  assertWaits(slept, 300);
  assertWaits({ next, ...woken }, 0);
  for (let i = 0; i < 60; i++) simulator.inject(groups[0] ?? "");
  assertWaits(await idle.ring(), 0);
  assertEquals(sink.taken.length, 40);
});

Deno.test("Relay makes a pause after a failure", async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ members: 2 });
  await using served = new Served(simulator);
  await using sink = new SinkServer();
  const { ring } = await object(served, sink, group.id);
  simulator.revokeToken(simulator.token);
  assertWaits(await ring(), 30);
  assertEquals(sink.taken.length, 0);
});

Deno.test("Relay sleeps as long as its sink asks to be left alone", async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ members: 2 });
  await using served = new Served(simulator);
  const limits = [3_600];
  await using sink = new SinkServer({
    refuse() {
      const wait = limits.pop();
      if (!wait) return;
      const headers = { "Retry-After": `${wait}` };
      return new Response("error code: 1015", { status: 429, headers });
    },
  });
  const { ring } = await object(served, sink, group.id);
  assertWaits(await ring(), 300);
  simulator.inject(group);
  const asked = await ring();
  assertWaits(asked, 3_600);
  assert(asked.ended - asked.began < 60_000);
  // Called meanwhile, it does not post, and sleeps on.
  const { next, ended } = await ring();
  const later = next - asked.next;
  assert(Math.abs(later) <= ended - asked.began, `${later} ms`);
  assertEquals([sink.taken.length, limits.length], [0, 0]);
});

Deno.test("Relay follows edits and deletions, and passes on the notice where it knows no copy", async () => {
  const simulator = new GroupMeSimulator();
  const ada = simulator.addUser({ name: "Ada" });
  const group = simulator.addGroup({
    owner: ada,
    members: [simulator.me],
    // Where an edit may take longer than 15 seconds, as it may here.
    type: "announcement",
  });
  const client = new Client({ token: ada.token, fetch: simulator.fetch });
  const manager = client.groups.messages(group.id);
  await using served = new Served(simulator);
  await using sink = new SinkServer();
  const { ring, kept } = await object(served, sink, group.id);
  assertWaits(await ring(), 300);
  const url = "https://i.groupme.com/100x100.png.0123";
  const texts = ["low tide at sx", "oops", "old"];
  const [typo, wrong, old] = texts.map((text) =>
    simulator.inject(group, {
      text,
      userId: ada.id,
      attachments: [{ type: "image", url }],
    })
  );
  await ring();
  assertEquals(sink.taken.length, 3);
  assert(typo && wrong && old);
  // As if it were not among the newest any more.
  const copies: unknown[] = JSON.parse(`${kept.get("copies")}`);
  kept.set("copies", JSON.stringify(copies.slice(0, 2)));
  const fixed = await lastValueFrom(manager.get(typo.id));
  await lastValueFrom(editMessage(fixed, "low tide at six"));
  await lastValueFrom(deleteMessage({ manager, id: wrong.id }));
  await lastValueFrom(editMessage({ manager, id: old.id }, "older"));
  await lastValueFrom(pinMessage({ manager, id: typo.id }));
  await ring();
  const allowed_mentions = { parse: [] };
  const content = `low tide at six\n${url}`;
  assertEquals(sink.changed, [
    {
      method: "PATCH",
      rest: "/messages/1001",
      body: { content, allowed_mentions },
    },
    { method: "DELETE", rest: "/messages/1002" },
  ]);
  const notices = sink.taken.slice(3)
    .map(({ body }) => (body as { content: string }).content);
  assertEquals(notices.length, 2);
  assert(notices[0]?.includes("older"), notices[0]);
  assert(/pinned/.test(notices[1] ?? ""), notices[1]);
});

Deno.test("Copies keeps the newest 500", async () => {
  const copies = new Copies(storage().place);
  for (let i = 0; i < 502; i++) await copies.add(`${i}`, `copy ${i}`);
  await copies.add("501", "another");
  assertEquals(await copies.find("1"), undefined);
  assertEquals(await copies.find("2"), "copy 2");
  assertEquals(await copies.find("501"), "another");
});

Deno.test("idOf() finds the id of Discord's answer alone", () => {
  assertEquals(idOf('{"id":"5"}'), "5");
  for (const text of ["", "null", "7", '{"id":5}', '{"id":"../x"}', "<html>"]) {
    assertEquals(idOf(text), undefined, text);
  }
});

Deno.test("toDiscord() makes names acceptable", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 1 });
  const messages = client.groups.messages(group.id);
  const shown = async (name: string) => {
    const { id: userId } = simulator.addUser({ name });
    const { id } = simulator.inject(group, { userId });
    const message = await clock.until(lastValueFrom(messages.get(id)));
    return (toDiscord(message) as { username: string }).username;
  };
  assertEquals(await shown("Marisol Quay"), "Marisol Quay");
  assertEquals(await shown("Bonnie & CLYDE"), "Bonnie & CLY·DE");
  assertEquals(await shown("Discordia Clydesdale"), "Dis·cordia Cly·desdale");
  assertEquals(await shown("everyone"), "every·one");
  assertEquals(await shown("Here"), "He·re");
  assertEquals(await shown("Groundsphere"), "Groundsphere");
  assertEquals(await shown("  "), "GroupMe");
  assertEquals((await shown(`${"x".repeat(77)}clyde`)).length, 80);
});

Deno.test("toDiscord() sends well-formed texts and addresses alone", () => {
  const messages = Client.fromToken("tok-0123456789").groups.messages("1");
  const sent = (data: GroupMessageData) =>
    toDiscord(new Message(messages, { id: "1", text: "hi", ...data })) as {
      [field: string]: string | undefined;
    };
  const fine = "https://i.groupme.com/200x200.png.abc";
  assertEquals(sent({ avatar_url: fine }).avatar_url, fine);
  const none = [
    "//i.groupme.com/x",
    "i.groupme.com/x",
    "null",
    "",
    "ftp://a/b",
  ];
  for (const avatar_url of [...none, "https:// i.groupme.com/x", "https:///"]) {
    assertEquals(sent({ avatar_url }).avatar_url, undefined, avatar_url);
  }
  const halves = ["x".repeat(79) + "😀", "a" + "😀".repeat(45), "\ud83d half"];
  for (const name of halves) {
    assert(sent({ name }).username?.isWellFormed(), name);
  }
  for (const text of ["x".repeat(1_999) + "😀", "\ude00 half"]) {
    assert(sent({ text }).content?.isWellFormed(), text);
  }
});

Deno.test("toDiscord() keeps to Discord's limits", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 1 });
  const messages = client.groups.messages(group.id);
  const shown = async (options: Parameters<typeof simulator.inject>[1]) => {
    const { id } = simulator.inject(group, options);
    return toDiscord(await clock.until(lastValueFrom(messages.get(id))));
  };
  const url = "https://i.groupme.com/100x100.png.0123";
  assertObjectMatch(await shown({ text: "@everyone look" }), {
    content: "@everyone look",
    allowed_mentions: { parse: [] },
  });
  assertObjectMatch(
    await shown({ text: null, attachments: [{ type: "image", url }] }),
    { content: url },
  );
  assertObjectMatch(
    await shown({ text: null, attachments: [{ type: "poll" }] }),
    { content: "(something that only GroupMe shows)" },
  );
  const long = await shown({
    text: "x".repeat(1_000),
    attachments: Array.from({ length: 40 }, () => ({ type: "image", url })),
  }) as { content: string };
  assertEquals(long.content.length, 2_000);
});

Deno.test("queued.ts wakes each group of a batch once, and later where that failed", async () => {
  const woken: string[] = [];
  const RELAYS: Env["RELAYS"] = {
    idFromName: (name) => name,
    get: (id) => ({
      fetch: (_url, { body }) => {
        woken.push(`${body}`);
        const status = id === "2" ? 503 : 200;
        return Promise.resolve(new Response(null, { status }));
      },
    }),
  };
  const outcome: string[] = [];
  const message = (groupId: string, messageId: string, attempts = 1) => ({
    body: { groupId, messageId },
    attempts,
    ack: () => void outcome.push(`ack ${messageId}`),
    retry: ({ delaySeconds }: { delaySeconds: number }) =>
      void outcome.push(`retry ${messageId} in ${delaySeconds} s`),
  });
  const messages = [
    message("1", "a"),
    message("2", "b"),
    message("1", "c"),
    message("2", "d", 3),
    message("2", "e", 100),
  ];
  await queued.queue({ messages }, { RELAYS } as Env);
  assertEquals(woken.toSorted(), ["1", "2"]);
  assertEquals(outcome.toSorted(), [
    "ack a",
    "ack c",
    "retry b in 10 s",
    "retry d in 40 s",
    "retry e in 3600 s",
  ]);
});

Deno.test("wrangler's configurations bind what the tests bind", async () => {
  for (const [name, main] of [["", "main.ts"], [".queued", "queued.ts"]]) {
    const path = `../../../examples/relay_worker/wrangler${name}.jsonc`;
    const text = await Deno.readTextFile(new URL(path, import.meta.url));
    const config = JSON.parse(text);
    assertEquals(config.main, main);
    assertEquals(config.durable_objects.bindings, [
      { name: "RELAYS", class_name: "Relay" },
    ]);
    assertEquals(config.migrations[0].new_sqlite_classes, ["Relay"]);
    assertEquals(Object.keys(config.vars), ["IDLE_SECONDS"]);
    const [queue] = config.queues?.producers ?? [];
    assertEquals(queue?.binding, name ? "WAKES" : undefined);
    // As many as there can be: after three a queue would drop a wake.
    const [consumer] = config.queues?.consumers ?? [];
    assertEquals(consumer?.max_retries, name ? 100 : undefined);
  }
});
