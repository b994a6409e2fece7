import { assertEquals, assertInstanceOf } from "@std/assert";
import { Bot, Bots } from "@rxgroupme/client";
import { myGroup, servedBots } from "./group_support.ts";
import { last } from "./message_support.ts";
import { row } from "./row.ts";

const attachments = [{ type: "tide" }];

/** A group of mine with two bots in it; the first of them as it is listed. */
async function bot() {
  const here = await myGroup();
  const known = here.simulator.addBot(here.place, { name: "tide-bot" });
  const second = here.simulator.addBot(here.place, { name: "moon-bot" });
  const { bots } = here.client;
  const [bot] = await last(here, bots.list());
  assertInstanceOf(bot, Bot);
  return { ...here, bots, known, second, bot };
}

row(
  "Bot",
  "Bot",
  "Two of one id are not equal: compare bot.botId.",
  async () => {
    const here = await bot();
    const { known, group } = here;
    assertEquals(here.bot.botId, known.botId);
    assertEquals([here.bot.name, here.bot.groupId], ["tide-bot", group.id]);
    const [twin] = await last(here, here.bots.list());
    assertEquals([twin === here.bot, twin?.botId], [false, known.botId]);
  },
);

row(
  "Bot.destroy",
  "bot.destroy()",
  "",
  async () => {
    const here = await bot();
    assertEquals(await last(here, here.bot.destroy()), true);
    const left = (await servedBots(here)).map(({ name }) => name);
    assertEquals(left, ["moon-bot"]);
  },
);

row(
  "Bot.post",
  "bot.post({ text, attachments })",
  "A text alone will do.",
  async () => {
    const here = await bot();
    const content = { text: "low tide", attachments };
    assertEquals(await last(here, here.bot.post(content)), true);
    await last(here, here.bot.post("high tide"));
    const { place, known } = here;
    const [first, second] = [place.messageAt(0), place.messageAt(1)];
    assertEquals([first?.text, first?.attachments], ["low tide", attachments]);
    assertEquals([first?.sender_type, first?.sender_id], ["bot", known.userId]);
    assertEquals([second?.text, place.size], ["high tide", 2]);
  },
);

row(
  "Bots",
  "client.bots",
  "",
  async () => {
    const here = await bot();
    assertInstanceOf(here.bots, Bots);
    const own = new Bots(here.client.session);
    await last(here, own.post(here.known.botId, "low tide"));
    assertEquals(here.place.messageAt(0)?.text, "low tide");
  },
);

row(
  "Bots.create",
  "client.bots.create({ name, groupId, avatarUrl, callbackUrl, dmNotification })",
  "Takes further fields as well.",
  async () => {
    const here = await myGroup();
    const further = { favourite_moon: "full" };
    const bot = await last(
      here,
      here.client.bots.create({
        name: "tide-bot",
        groupId: here.group.id,
        avatarUrl: "https://i.groupme.com/1x1.png.0",
        callbackUrl: "https://bot.example.invalid/hook",
        dmNotification: true,
        ...further,
      }),
    );
    assertInstanceOf(bot, Bot);
    const fields = {
      name: "tide-bot",
      group_id: here.group.id,
      avatar_url: "https://i.groupme.com/1x1.png.0",
      callback_url: "https://bot.example.invalid/hook",
      dm_notification: true,
      active: true,
    };
    assertEquals(await servedBots(here), [{ bot_id: bot.botId, ...fields }]);
    assertEquals(here.sent[0]?.body, { bot: { ...fields, ...further } });
  },
);

row(
  "Bots.destroy",
  "client.bots.destroy(botId)",
  "",
  async () => {
    const here = await bot();
    const { bots, second } = here;
    assertEquals(await last(here, bots.destroy(second.botId)), true);
    const left = (await servedBots(here)).map(({ name }) => name);
    assertEquals(left, ["tide-bot"]);
  },
);

row(
  "Bots.list",
  "client.bots.list()",
  "",
  async () => {
    const here = await bot();
    const listed = await last(here, here.bots.list());
    assertEquals(listed.map(({ data }) => data), await servedBots(here));
    assertEquals(listed.map(({ name }) => name), ["tide-bot", "moon-bot"]);
  },
);

row(
  "Bots.post",
  "client.bots.post(botId, { text, attachments })",
  "A text alone will do.",
  async () => {
    const here = await bot();
    const { bots, second, place } = here;
    const content = { text: "new moon", attachments };
    assertEquals(await last(here, bots.post(second.botId, content)), true);
    await last(here, bots.post(second.botId, "full moon"));
    const message = place.messageAt(0);
    assertEquals([message?.text, message?.name], ["new moon", "moon-bot"]);
    assertEquals(message?.attachments, attachments);
    assertEquals(place.messageAt(1)?.text, "full moon");
  },
);
