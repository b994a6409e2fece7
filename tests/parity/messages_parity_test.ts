import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { LocationAttachment, Message, Messages } from "@rxgroupme/client";
import {
  all,
  groupWorld,
  idsOf,
  last,
  lastRequest,
  stored,
} from "./message_support.ts";
import { row } from "./row.ts";

row(
  "Message",
  "Message",
  "Reading a field never throws; what came is in message.data.",
  async () => {
    const here = groupWorld();
    const { id } = here.simulator.inject(here.group, { text: "low tide" });
    const [message] = await last(here, here.messages.list());
    assertInstanceOf(message, Message);
    assertEquals([message.id, message.text], [id, "low tide"]);
    assertEquals(message.groupId, here.group.id);
    assertEquals(message.userId, here.other.id);
    assertEquals(new Message(here.messages, {}).text, undefined);
  },
);

row(
  "Messages",
  "client.groups.messages(groupId)",
  "Needs no group, and no request, first.",
  async () => {
    const here = groupWorld(3);
    assertInstanceOf(here.messages, Messages);
    assertEquals(here.messages.groupId, here.group.id);
    assertEquals(here.simulator.requests, []);
    const own = new Messages(here.client.session, here.group.id);
    assertEquals(idsOf(await last(here, own.list())), stored(here.group));
  },
);

row(
  "Messages.create",
  "messages.create({ text, attachments }, { sourceGuid })",
  "Leaves one message, however often it has to be sent.",
  async () => {
    const here = groupWorld();
    const place = new LocationAttachment({ lat: 1, lng: 2, name: "Reef" });
    const content = { text: "low tide", attachments: [place] };
    const options = { sourceGuid: "mine-1" };
    here.simulator.fault({
      lostAnswer: true,
      match: { method: "POST" },
      times: 1,
    });
    const message = await last(here, here.messages.create(content, options));
    assertEquals(stored(here.group), [message.id]);
    const sent = here.group.messageAt(0);
    assertEquals([sent?.text, sent?.source_guid], ["low tide", "mine-1"]);
    assertEquals(sent?.attachments, [{ ...place.data }]);
    const [one, two] = [
      await last(here, here.messages.create("a")),
      await last(here, here.messages.create("b")),
    ];
    assert(one.sourceGuid);
    assertNotEquals(one.sourceGuid, two.sourceGuid);
  },
);

row(
  "Messages.list",
  "messages.list({ beforeId, limit })",
  "One page, an array; two anchors are a TypeError, before any request.",
  async () => {
    const here = groupWorld(30);
    const ids = stored(here.group);
    const { messages } = here;
    const page = async (options?: Parameters<typeof messages.list>[0]) =>
      idsOf(await last(here, messages.list(options)));
    assertEquals(await page(), ids.slice(0, 20));
    assertEquals(await page({ beforeId: ids[4], limit: 3 }), ids.slice(5, 8));
    assertEquals(await page({ sinceId: ids[4], limit: 3 }), ids.slice(0, 3));
    assertEquals(
      await page({ afterId: ids[4], limit: 3 }),
      ids.slice(1, 4).toReversed(),
    );
    assertEquals(await page({ beforeId: ids.at(-1) }), []);
    const two = { beforeId: "1", sinceId: "2" };
    assertThrows(() => messages.list(two), TypeError, "beforeId");
  },
);

row(
  "Messages.list_after",
  "messages.listAfter(messageId, { limit })",
  "Oldest first.",
  async () => {
    const here = groupWorld(30);
    const ids = stored(here.group);
    const page = here.messages.listAfter(ids[9] ?? "", { limit: 4 });
    assertEquals(
      idsOf(await last(here, page)),
      ids.slice(5, 9).toReversed(),
    );
  },
);

row(
  "Messages.list_all",
  "messages.listAll({ limit })",
  "A Pager: an Observable, for await, or page by page.",
  async () => {
    const here = groupWorld(45);
    const found = await all(here, here.messages.listAll({ limit: 10 }));
    assertEquals(idsOf(found), stored(here.group));
    assertEquals(lastRequest(here).query.limit, "10");
  },
);

row(
  "Messages.list_all_after",
  "messages.listAllAfter(messageId, { limit })",
  "Oldest first.",
  async () => {
    const here = groupWorld(45);
    const ids = stored(here.group);
    const pager = here.messages.listAllAfter(ids[25] ?? "", { limit: 10 });
    assertEquals(
      idsOf(await all(here, pager)),
      ids.slice(0, 25).toReversed(),
    );
  },
);

row(
  "Messages.list_all_before",
  "messages.listAllBefore(messageId, { limit })",
  "Newest first.",
  async () => {
    const here = groupWorld(45);
    const ids = stored(here.group);
    const pager = here.messages.listAllBefore(ids[9] ?? "", { limit: 10 });
    assertEquals(idsOf(await all(here, pager)), ids.slice(10));
  },
);

row(
  "Messages.list_before",
  "messages.listBefore(messageId, { limit })",
  "Newest first.",
  async () => {
    const here = groupWorld(30);
    const ids = stored(here.group);
    const page = here.messages.listBefore(ids[9] ?? "", { limit: 4 });
    assertEquals(idsOf(await last(here, page)), ids.slice(10, 14));
  },
);

row(
  "Messages.list_since",
  "messages.listSince(messageId, { limit })",
  "The newest ones, newest first: it may skip some, and listAfter() does not.",
  async () => {
    const here = groupWorld(30);
    const ids = stored(here.group);
    const page = here.messages.listSince(ids[9] ?? "", { limit: 4 });
    assertEquals(idsOf(await last(here, page)), ids.slice(0, 4));
  },
);
