import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { Blocks, SmsMode, Unauthorized, User } from "@rxgroupme/client";
import { recorded } from "../support/recorded.ts";
import { servedBlocks, servedMe } from "./group_support.ts";
import { last } from "./message_support.ts";
import { row } from "./row.ts";

const HOUR = 3_600_000;

row(
  "User",
  "client.user",
  "",
  async () => {
    const here = recorded();
    assertInstanceOf(here.client.user, User);
    const own = new User(here.client.session);
    assertEquals(here.sent, []);
    assertEquals(await last(here, own.me), await servedMe(here));
  },
);

row(
  "User.me",
  "client.user.me",
  "An Observable. Fetched once; getMe() and update() renew it.",
  async () => {
    const here = recorded();
    const { user } = here.client;
    const me = await last(here, user.me);
    assertEquals(me, await servedMe(here));
    assertEquals(await last(here, user.me), me);
    assertEquals(here.sent.length, 1);
    await last(here, user.update({ name: "Ines C" }));
    assertEquals((await last(here, user.me)).name, "Ines C");
    assertEquals(here.sent.length, 2);
  },
);

row(
  "User.get_me",
  "client.user.getMe()",
  "",
  async () => {
    const here = recorded();
    const { user } = here.client;
    assertEquals(await last(here, user.getMe()), await servedMe(here));
    await last(here, user.getMe());
    assertEquals(here.sent.length, 2);
    here.simulator.revokeToken(here.simulator.token);
    await assertRejects(() => last(here, user.getMe()), Unauthorized);
  },
);

row(
  "User.update",
  "client.user.update({ name, avatarUrl, email, zipCode })",
  "",
  async () => {
    const here = recorded();
    const avatarUrl = "https://i.groupme.com/1x1.png.0";
    const email = "ines@example.invalid";
    const { user } = here.client;
    const me = await last(
      here,
      user.update({ name: "Ines C", avatarUrl, email, zipCode: "02840" }),
    );
    assertEquals(me.name, "Ines C");
    const now = await servedMe(here);
    assertEquals([now.name, now.image_url], ["Ines C", avatarUrl]);
    assertEquals([now.email, now.zip_code], [email, "02840"]);
    await last(here, user.update({ name: "Ines" }));
    assertEquals((await servedMe(here)).email, email);
  },
);

row(
  "User.blocks",
  "client.user.blocks",
  "Requests nothing until one of its commands is subscribed to.",
  async () => {
    const here = recorded();
    const { blocks } = here.client.user;
    assertInstanceOf(blocks, Blocks);
    assertEquals(here.sent, []);
    const { id } = here.simulator.addUser();
    await last(here, blocks.block(id));
    assertEquals(await servedBlocks(here), [id]);
  },
);

row(
  "User.sms_mode",
  "client.user.smsMode",
  "",
  async () => {
    const here = recorded();
    const { smsMode } = here.client.user;
    assertInstanceOf(smsMode, SmsMode);
    await last(here, smsMode.enable(1));
    assertEquals((await servedMe(here)).sms, true);
  },
);

row(
  "SmsMode",
  "client.user.smsMode",
  "",
  async () => {
    const here = recorded();
    const own = new SmsMode(here.client.session);
    await last(here, own.enable(1));
    assertEquals((await servedMe(here)).sms, true);
    await last(here, here.client.user.smsMode.disable());
    assertEquals((await servedMe(here)).sms, false);
  },
);

row(
  "SmsMode.enable",
  "client.user.smsMode.enable(duration, { registrationId })",
  "For 1 to 48 hours, or always.",
  async () => {
    const here = recorded();
    const { smsMode } = here.client.user;
    assertEquals(await last(here, smsMode.enable(4)), true);
    await here.clock.advance(4 * HOUR - 1);
    assertEquals((await servedMe(here)).sms, true);
    await here.clock.advance(1);
    assertEquals((await servedMe(here)).sms, false);
    await last(here, smsMode.enable("always", { registrationId: "r1" }));
    await here.clock.advance(100 * HOUR);
    assertEquals((await servedMe(here)).sms, true);
    const body = { duration: "always", registration_id: "r1" };
    assertEquals(here.sent.at(-1)?.body, body);
  },
);

row(
  "SmsMode.disable",
  "client.user.smsMode.disable()",
  "",
  async () => {
    const here = recorded();
    const { smsMode } = here.client.user;
    await last(here, smsMode.enable(48));
    assertEquals(await last(here, smsMode.disable()), true);
    assertEquals((await servedMe(here)).sms, false);
  },
);
