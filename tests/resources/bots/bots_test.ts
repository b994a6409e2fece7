import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { NoResponse, NotFound } from "@rxgroupme/client";
import { lastValueFrom, take } from "rxjs";
import { recorded } from "../../support/recorded.ts";

Deno.test("Bots.create() makes a bot, and sends no field that is not set", async () => {
  const { client: { bots }, simulator, sent } = recorded();
  const { id: groupId } = simulator.addGroup();
  const bot = await lastValueFrom(bots.create({ name: "tide", groupId }));
  assertEquals([bot.name, bot.groupId], ["tide", groupId]);
  assert(bot.botId);
  assertEquals(sent[0]?.body, {
    bot: { name: "tide", group_id: groupId, active: true },
  });
  const listed = await lastValueFrom(bots.list());
  assertEquals(listed.map(({ botId }) => botId), [bot.botId]);
});

Deno.test("Bots.create() sends all that is given", async () => {
  const { client: { bots }, simulator, sent } = recorded();
  const { id: groupId } = simulator.addGroup();
  const callbackUrl = "https://bot.example.invalid/hook";
  const bot = await lastValueFrom(bots.create({
    name: "tide",
    groupId,
    callbackUrl,
    avatarUrl: "https://i.groupme.com/1x1.png.0",
    dmNotification: false,
    active: false,
  }));
  assertEquals(bot.callbackUrl, callbackUrl);
  assertEquals(sent[0]?.body, {
    bot: {
      name: "tide",
      group_id: groupId,
      callback_url: callbackUrl,
      avatar_url: "https://i.groupme.com/1x1.png.0",
      dm_notification: false,
      active: false,
    },
  });
});

Deno.test("Bots.create() reads either form of the answer", async () => {
  const data = { bot_id: "b1", name: "tide", group_id: "1" };
  for (const response of [data, { bot: data }]) {
    const { client: { bots } } = recorded({
      answer: () => Response.json({ response, meta: { code: 201 } }),
    });
    const bot = await lastValueFrom(bots.create({ name: "t", groupId: "1" }));
    assertEquals(bot.botId, "b1");
  }
});

Deno.test("Bots.create() is not sent again after a lost answer", async () => {
  const { client: { bots }, simulator, sent } = recorded();
  const { id: groupId } = simulator.addGroup();
  simulator.fault({ lostAnswer: true, times: 1 });
  await assertRejects(
    () => lastValueFrom(bots.create({ name: "tide", groupId })),
    NoResponse,
  );
  assertEquals(sent.length, 1);
});

Deno.test("Bots.ensure() finds the bot that it made before a restart", async () => {
  const here = recorded();
  const { id: groupId } = here.simulator.addGroup();
  const first = await lastValueFrom(
    here.client.bots.ensure({ name: "tide", groupId }),
  );
  const again = await lastValueFrom(
    here.client.bots.ensure({ name: "tide", groupId }),
  );
  assertEquals(again.botId, first.botId);
  assertEquals(
    here.sent.filter(({ method }) => method === "POST").length,
    1,
  );
});

Deno.test("Bots.ensure() takes no other bot for it", async () => {
  const { client: { bots }, simulator } = recorded();
  const [one, two] = [simulator.addGroup(), simulator.addGroup()];
  simulator.addBot(one, { name: "ebb" });
  simulator.addBot(two, { name: "tide" });
  const bot = await lastValueFrom(
    bots.ensure({ name: "tide", groupId: one.id }),
  );
  assertEquals([bot.name, bot.groupId], ["tide", one.id]);
  assertEquals((await lastValueFrom(bots.list())).length, 3);
});

Deno.test("Bots.ensure() makes one bot for all who ask at once", async () => {
  const { client: { bots }, simulator, clock } = recorded();
  const { id: groupId } = simulator.addGroup();
  const tide = bots.ensure({ name: "tide", groupId });
  const [one, two, three, other] = await clock.until(Promise.all([
    lastValueFrom(tide),
    lastValueFrom(tide),
    lastValueFrom(bots.ensure({ name: "tide", groupId, active: true })),
    lastValueFrom(bots.ensure({ name: "ebb", groupId })),
  ]));
  assertEquals(new Set([one, two, three].map((it) => it.botId)).size, 1);
  assert(other.botId !== one.botId);
  assertEquals((await lastValueFrom(bots.list())).length, 2);
});

Deno.test("Bots.ensure() makes one bot though its answer is lost", async () => {
  for (const fault of [{ lostAnswer: true }, { truncate: "text" }] as const) {
    const { client: { bots }, simulator, clock } = recorded();
    const { id: groupId } = simulator.addGroup();
    simulator.fault({ ...fault, match: { method: "POST" }, times: 1 });
    const ensured = lastValueFrom(bots.ensure({ name: "tide", groupId }));
    const bot = await clock.until(ensured);
    const listed = await lastValueFrom(bots.list());
    assertEquals(listed.map(({ botId }) => botId), [bot.botId]);
  }
});

Deno.test("Bots.ensure() gets through failures of the listing", async () => {
  const { client: { bots }, simulator, clock, sent } = recorded();
  const { id: groupId } = simulator.addGroup();
  simulator.fault({ status: 503, match: { method: "GET" }, times: 2 });
  await clock.until(lastValueFrom(bots.ensure({ name: "tide", groupId })));
  assertEquals(sent.map(({ method }) => method), ["GET", "GET", "GET", "POST"]);
  simulator.fault({ status: 503 });
  sent.length = 0;
  await assertRejects(() =>
    clock.until(lastValueFrom(bots.ensure({ name: "ebb", groupId })))
  );
  assertEquals(sent.length, 5);
});

Deno.test("Bots.ensure() makes again what was destroyed, as it is asked for then", async () => {
  const { client: { bots }, simulator } = recorded();
  const { id: groupId } = simulator.addGroup();
  const make = (callbackUrl: string) =>
    lastValueFrom(bots.ensure({ name: "tide", groupId, callbackUrl }));
  const first = await make("https://a.example.invalid/");
  assertEquals(await lastValueFrom(first.destroy()), true);
  const second = await make("https://b.example.invalid/");
  assertEquals(second.callbackUrl, "https://b.example.invalid/");
});

Deno.test("Bots.ensure() starts again after all have left", async () => {
  const { client: { bots }, simulator, clock } = recorded({
    simulator: { latency: 100 },
  });
  const { id: groupId } = simulator.addGroup();
  const ensured = bots.ensure({ name: "tide", groupId });
  ensured.subscribe().unsubscribe();
  await clock.advance(50);
  const bot = await clock.until(lastValueFrom(ensured.pipe(take(1))));
  assertEquals(bot.name, "tide");
});

Deno.test("Bots.destroy() ends a bot, once", async () => {
  const { client: { bots }, simulator, clock } = recorded();
  const { botId } = simulator.addBot(simulator.addGroup());
  simulator.fault({ lostAnswer: true, times: 1 });
  assertEquals(await clock.until(lastValueFrom(bots.destroy(botId))), true);
  assertEquals(await lastValueFrom(bots.list()), []);
  await assertRejects(() => lastValueFrom(bots.destroy(botId)), NotFound);
});

Deno.test("Bot.post() posts as the bot", async () => {
  const { client, simulator } = recorded();
  const { id: groupId } = simulator.addGroup();
  const bot = await lastValueFrom(
    client.bots.create({ name: "tide", groupId }),
  );
  assertEquals(await lastValueFrom(bot.post("ebb at six")), true);
  const messages = client.groups.messages(groupId);
  const [message] = await lastValueFrom(messages.list());
  assertEquals([message?.text, message?.senderType], ["ebb at six", "bot"]);
});

Deno.test("Bots.post() posts a long text in parts, and emits once", async () => {
  const { client: { bots, groups }, simulator } = recorded();
  const group = simulator.addGroup();
  const { botId } = simulator.addBot(group);
  const long = `${"a".repeat(900)} ${"b".repeat(900)}`;
  const seen: true[] = [];
  await new Promise<void>((complete) =>
    bots.post(botId, long, { split: true })
      .subscribe({ next: (it) => seen.push(it), complete })
  );
  assertEquals(seen, [true]);
  const messages = await lastValueFrom(groups.messages(group.id).list());
  assertEquals(messages.map(({ text }) => text?.[0]), ["b", "a"]);
});

Deno.test("Bots name the argument that they cannot use, before any request", () => {
  const { client: { bots }, sent } = recorded();
  const groupId = "1";
  assertThrows(() => bots.create({ name: "", groupId }), RangeError, "name");
  assertThrows(
    () => bots.create({ name: "tide", groupId: "" }),
    TypeError,
    "groupId",
  );
  assertThrows(() => bots.ensure({ name: "", groupId }), RangeError, "name");
  assertThrows(() => bots.destroy(""), TypeError, "botId");
  assertThrows(() => bots.post("", "hello"), TypeError, "botId");
  assertThrows(() => bots.post("b", ""), TypeError, "text");
  assertEquals(sent, []);
});

Deno.test("Bot.name and its other accessors read its JSON", async () => {
  const { client: { bots }, simulator } = recorded();
  const group = simulator.addGroup();
  const avatarUrl = "https://i.groupme.com/1x1.png.0";
  simulator.addBot(group, { name: "tide", avatarUrl });
  const [bot] = await lastValueFrom(bots.list());
  assertEquals([bot?.name, bot?.groupId], ["tide", group.id]);
  assertEquals([bot?.avatarUrl, bot?.callbackUrl], [avatarUrl, undefined]);
});
