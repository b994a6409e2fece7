import {
  assertEquals,
  assertInstanceOf,
  assertStrictEquals,
} from "@std/assert";
import {
  Bots,
  Chats,
  Client,
  Groups,
  Images,
  Session,
  User,
} from "@rxgroupme/client";
import { world } from "../support/world.ts";
import { addressesOf, servedMe } from "./group_support.ts";
import { chatWorld, groupWorld, idsOf, last } from "./message_support.ts";
import { row } from "./row.ts";

row(
  "Client",
  "new Client({ token })",
  "Makes its session itself, of the same options.",
  async () => {
    const here = groupWorld();
    const client = new Client({
      token: here.other.token,
      fetch: here.simulator.fetch,
      scheduler: here.clock,
    });
    const me = await last(here, client.user.me);
    assertEquals(me.id, here.other.id);
    const groups = await last(here, client.groups.list());
    assertEquals(idsOf(groups), [here.group.id]);
  },
);

row(
  "Client.from_token",
  "Client.fromToken(token)",
  "",
  async () => {
    const here = groupWorld();
    const { fetch } = globalThis;
    globalThis.fetch = here.simulator.fetch;
    try {
      const client = Client.fromToken(here.other.token);
      assertInstanceOf(client, Client);
      const me = await last(here, client.user.me);
      assertEquals(me.id, here.other.id);
    } finally {
      globalThis.fetch = fetch;
    }
  },
);

row(
  "Client.session",
  "client.session",
  "",
  async () => {
    const here = world();
    const { session } = here.client;
    assertInstanceOf(session, Session);
    assertStrictEquals<unknown>(here.client.groups.session, session);
    const id = await last(
      here,
      session.request({
        path: "/users/me",
        read: (answer) => (answer as { id: string }).id,
      }),
    );
    assertEquals(id, here.simulator.me.id);
  },
);

row(
  "Client.groups",
  "client.groups",
  "",
  async () => {
    const here = groupWorld();
    assertInstanceOf(here.client.groups, Groups);
    const groups = await last(here, here.client.groups.list());
    assertEquals(idsOf(groups), [here.group.id]);
  },
);

row(
  "Client.chats",
  "client.chats",
  "",
  async () => {
    const here = chatWorld();
    assertInstanceOf(here.client.chats, Chats);
    const [chat] = await last(here, here.client.chats.list());
    assertEquals(chat?.otherUserId, here.other.id);
  },
);

row(
  "Client.bots",
  "client.bots",
  "",
  async () => {
    const here = groupWorld();
    const { botId } = here.simulator.addBot(here.group);
    assertInstanceOf(here.client.bots, Bots);
    const bots = await last(here, here.client.bots.list());
    assertEquals(bots.map((bot) => bot.botId), [botId]);
  },
);

row(
  "Client.user",
  "client.user",
  "",
  async () => {
    const here = world();
    assertInstanceOf(here.client.user, User);
    const me = await last(here, here.client.user.me);
    assertEquals(me, await servedMe(here));
  },
);

row(
  "Client.images",
  "client.images",
  "",
  async () => {
    const here = world();
    const addresses = addressesOf(here);
    assertInstanceOf(here.client.images, Images);
    const { url } = await last(here, here.client.images.upload(gif));
    const blob = await last(here, here.client.images.download(url));
    assertEquals(new Uint8Array(await blob.arrayBuffer()), gif);
    assertEquals(addresses, ["https://image.groupme.com/pictures", url]);
  },
);

/** The beginning of a picture, one pixel big. */
const gif = new TextEncoder().encode("GIF89a\x01\0\x01\0\0\0\0");
