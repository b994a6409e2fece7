import {
  assert,
  assertEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { Client, Message } from "@rxgroupme/client";
import { noticeOf, notices, type NoticeType } from "@rxgroupme/client/bot";
import { lastValueFrom, of, toArray } from "rxjs";
import { mutate, randomOf, seedOf } from "../support/mutate.ts";
import { NOTICES } from "./notice_samples.ts";
import { town } from "./town.ts";

const messages = Client.fromToken("tok-0123456789").groups.messages("98115240");

/** A message with an event. */
function notice(event: unknown): Message {
  const data = { id: "175405230148217736", group_id: "98115240", text: "…" };
  return new Message(messages, { ...data, event } as typeof data);
}

/** What a notice holds under names of ids, anywhere in it. */
function idsIn(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, it]) =>
    /(^|_)ids?$/.test(key) ? [it].flat() : idsIn(it)
  );
}

for (const [type, data] of Object.entries(NOTICES)) {
  Deno.test(`notices() emits ${type}, with texts for ids`, async () => {
    const message = notice({ type, data });
    const all = of(notice(undefined), notice({ type: "x", data }), message);
    const found = await lastValueFrom(
      all.pipe(notices(type as NoticeType), toArray()),
    );
    const [only] = found;
    assertEquals(found.length, 1);
    assert(only);
    assertEquals(only.type, type);
    assertStrictEquals(only.message, message);
    const texts = (it: unknown) => JSON.stringify(it).replace(/\d+/g, '"$&"');
    assertEquals(
      texts(only.data).replaceAll('"', ""),
      texts(data).replaceAll('"', ""),
    );
    // Those of packs of emoji stay in place, too.
    for (const id of idsIn(only.data)) assertEquals(typeof id, "string");
  });
}

Deno.test("notices() types the data of each type", async () => {
  const added = notice({
    type: "membership.announce.added",
    data: NOTICES["membership.announce.added"],
  });
  const renamed = notice({
    type: "group.name_change",
    data: NOTICES["group.name_change"],
  });
  const all = of(added, renamed);
  const names = all.pipe(
    notices(["membership.announce.added", "group.name_change"]),
    toArray(),
  );
  const seen = (await lastValueFrom(names)).map((it) =>
    it.type === "group.name_change"
      ? it.data.name
      : it.data.added_users?.map(({ id, nickname }) => `${nickname} ${id}`)
  );
  assertEquals(seen, [["Mari 118204477"], "Tide Pool Crew"]);
});

Deno.test("noticeOf() survives 20,000 mutated notices", () => {
  const random = randomOf(seedOf("mutated notices", 2_718_281));
  const types = Object.entries(NOTICES);
  for (let i = 0; i < 20_000; i++) {
    const [type, data] = types[i % types.length] ?? [];
    const read = noticeOf(notice(mutate({ type, data }, random)));
    if (!read) continue;
    assertEquals(typeof read.type, "string");
    assert(typeof read.data === "object" && read.data !== null);
    assert(!Array.isArray(read.data));
    assert(idsIn(read.data).every((id) => typeof id !== "number"));
  }
});

Deno.test("noticeOf() finds none in what people write", () => {
  for (const event of [undefined, null, 7, "x", [], {}, { type: {} }]) {
    assertEquals(noticeOf(notice(event)), undefined);
  }
  assertEquals(noticeOf(notice({ type: "a.new.one" })), {
    type: "a.new.one",
    data: {},
    message: notice({ type: "a.new.one" }),
  } as ReturnType<typeof noticeOf<Message>>);
});

Deno.test("notices() answers with a handler, and emits what failed", async () => {
  const { messages, simulator, start, group, texts, seen, clock, settle } =
    town();
  let count = 0;
  const running = start(
    messages.tail().pipe(
      notices("membership.announce.joined", ({ data }) => {
        if (count++ === 0) throw new Error("no words");
        return `Welcome, ${data.user?.nickname}!`;
      }),
    ),
  );
  await clock.advance(5_000);
  const event = {
    type: "membership.announce.joined",
    data: { user: { id: 118204477, nickname: "Mari" } },
  };
  for (let i = 0; i < 2; i++) {
    simulator.inject(group, { text: "Mari joined.", isSystem: true, event });
    await clock.advance(30_000);
  }
  running.unsubscribe();
  const name = "membership.announce.joined";
  assertEquals(seen(), [`${name} failed`, `${name}: Welcome, Mari!`]);
  assertEquals(texts().at(-1), "Welcome, Mari!");
  await settle();
});

Deno.test("notices() throws for a timeout that makes no sense", () => {
  const options = { timeout: 0 };
  assertThrows(() => notices("bot.add", () => "x", options), RangeError);
});

Deno.test("notices() throws for a handler that is no function", () => {
  const handler = "Welcome!" as unknown as () => string;
  assertThrows(() => notices("bot.add", handler), TypeError, "'handler'");
});
