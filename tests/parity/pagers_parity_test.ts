import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertThrows,
} from "@std/assert";
import { Chat, Group, Message, Pager } from "@rxgroupme/client";
import { forkJoin, map, of, take, toArray } from "rxjs";
import { type World, world } from "../support/world.ts";
import {
  all,
  chatWorld,
  groupWorld,
  idsOf,
  last,
  lastRequest,
  stored,
} from "./message_support.ts";
import { row } from "./row.ts";

/** What each request so far had as a field of its query. */
function asked({ simulator }: World, field: string): (string | undefined)[] {
  return simulator.requests.map(({ query }) => query[field]);
}

/** A group whose messages all have pictures, ten in each second. */
function film(count = 20) {
  const here = world();
  const group = here.simulator.addGroup({
    history: { count, everyMs: 100, imageEvery: 1 },
  });
  const gallery = here.client.groups.gallery(group.id);
  return { ...here, group, gallery, ids: stored(group) };
}

/** A world with groups, and their ids in the order of the list. */
async function groups(count: number) {
  const here = world();
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    ids.unshift(here.simulator.addGroup().id);
    await here.clock.advance(60_000);
  }
  return { ...here, ids };
}

row(
  "ChatList",
  "client.chats.listAll()",
  "A Pager of chats; one page is an array.",
  async () => {
    const here = chatWorld();
    const pager = here.client.chats.listAll();
    assertInstanceOf(pager, Pager);
    const [chat, second] = await all(here, pager);
    assertInstanceOf(chat, Chat);
    assertEquals([chat.otherUserId, second], [here.other.id, undefined]);
  },
);

row(
  "GalleryList",
  "gallery.listAll()",
  "A Pager of messages; one page is an array.",
  async () => {
    const here = film();
    const pager = here.gallery.listAll();
    assertInstanceOf(pager, Pager);
    assertEquals(idsOf(await all(here, pager)), here.ids);
  },
);

row(
  "GalleryList.get_next_page_param",
  "-",
  "The Pager goes on from gallery_ts, finer than a second: it skips none.",
  async () => {
    const here = film();
    const found = await all(here, here.gallery.listAll({ limit: 3 }));
    assertEquals(idsOf(found), here.ids);
    const [first, ...others] = asked(here, "before");
    assertEquals(first, undefined);
    assert(others.length > 0);
    for (const time of others) {
      assertMatch(time ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{4}Z$/);
    }
  },
);

row(
  "GalleryList.default_mode",
  "gallery.listAll()",
  "Back in time.",
  async () => {
    const here = film();
    const found = here.gallery.listAll({ limit: 5 }).pipe(take(6));
    assertEquals(idsOf(await all(here, found)), here.ids.slice(0, 6));
    assert(lastRequest(here).query.before);
    assertEquals(lastRequest(here).query.after, undefined);
  },
);

row(
  "GalleryList.modes",
  "gallery.list({ before })",
  "The options before, after and since; one of them at most.",
  async () => {
    const here = film();
    const { gallery } = here;
    const when = new Date("2025-08-01T12:00:00.5Z");
    for (const mode of ["before", "after", "since"] as const) {
      await last(here, gallery.list({ [mode]: when }));
      const { acceptFiles: _, ...query } = lastRequest(here).query;
      assertEquals(query, { [mode]: "2025-08-01T12:00:00.5000Z" });
    }
    const two = { after: when, since: when };
    assertThrows(() => gallery.list(two), TypeError, "since");
  },
);

row(
  "GroupList",
  "client.groups.listAll()",
  "A Pager of groups; one page is an array.",
  async () => {
    const here = await groups(3);
    const pager = here.client.groups.listAll();
    assertInstanceOf(pager, Pager);
    const found = await all(here, pager);
    assertInstanceOf(found[0], Group);
    assertEquals(idsOf(found), here.ids);
  },
);

row(
  "GroupList.default_params",
  "client.groups.list()",
  "The first page.",
  async () => {
    const here = await groups(2);
    assertEquals(idsOf(await last(here, here.client.groups.list())), here.ids);
    assertEquals(lastRequest(here).query.page, "1");
  },
);

row(
  "GroupList.set_next_page_params",
  "-",
  "The Pager counts the pages, and reads a list that may have shifted again.",
  async () => {
    const here = await groups(3);
    const pager = here.client.groups.listAll({ perPage: 1 });
    assertEquals(idsOf(await all(here, pager)), here.ids);
    assertEquals(asked(here, "page"), [..."12341234"]);
  },
);

row(
  "MessageList",
  "messages.listAll()",
  "A Pager of messages; one page is an array.",
  async () => {
    const here = groupWorld(5);
    const pager = here.messages.listAll();
    assertInstanceOf(pager, Pager);
    const found = await all(here, pager);
    assertInstanceOf(found[0], Message);
    assertEquals(idsOf(found), stored(here.group));
  },
);

row(
  "MessageList.default_mode",
  "messages.listAll()",
  "Back in time, by before_id.",
  async () => {
    const here = groupWorld(10);
    const ids = stored(here.group);
    await all(here, here.messages.listAll({ limit: 5 }));
    assertEquals(asked(here, "before_id"), [undefined, ids[4], ids[9]]);
  },
);

row(
  "MessageList.detect_mode",
  "-",
  "The option that is given tells; two are a TypeError, before any request.",
  async () => {
    const here = groupWorld(3);
    const [newest = "", second = ""] = stored(here.group);
    const page = await last(here, here.messages.list({ afterId: second }));
    assertEquals(idsOf(page), [newest]);
    assertEquals(lastRequest(here).query.after_id, second);
    const two = { afterId: second, sinceId: second };
    assertThrows(() => here.messages.list(two), TypeError, "sinceId");
    assertThrows(() => here.messages.listAll(two), TypeError, "sinceId");
    assertEquals(here.simulator.requests.length, 1);
  },
);

row(
  "MessageList.fetch_next",
  "messages.listAll({ sinceId }).pages()",
  "There are next pages with sinceId too.",
  async () => {
    const here = groupWorld(30);
    const ids = stored(here.group);
    const pager = here.messages.listAll({ sinceId: ids[7], limit: 5 });
    const pages = await all(here, pager.pages());
    assertEquals(pages.map(idsOf), [ids.slice(0, 5), ids.slice(5, 7)]);
  },
);

row(
  "MessageList.get_last_item_index",
  "-",
  "The Pager goes on from the message furthest along, wherever it stands.",
  async () => {
    const here = groupWorld(6);
    const ids = stored(here.group);
    const oldest = ids[5] ?? "";
    await all(here, here.messages.listAllAfter(oldest, { limit: 2 }));
    assertEquals(asked(here, "after_id"), [oldest, ids[3], ids[1], ids[0]]);
    here.simulator.resetRequests();
    await all(here, here.messages.listAll({ sinceId: oldest, limit: 2 }));
    // Back in time, until the message is reached.
    assertEquals(asked(here, "before_id"), [undefined, ids[1], ids[3]]);
  },
);

row(
  "MessageList.get_next_page_param",
  "-",
  "The Pager goes on from the ids on the page.",
  async () => {
    const here = groupWorld(4);
    const ids = stored(here.group);
    const pages = here.messages.listAll({ limit: 2 }).pages().pipe(
      map((page) => page.at(-1)?.id),
      toArray(),
    );
    const ends = await last(here, pages);
    assertEquals(ends, [ids[1], ids[3]]);
    assertEquals(asked(here, "before_id"), [undefined, ...ends]);
  },
);

row(
  "MessageList.modes",
  "messages.list({ beforeId })",
  "The options beforeId, afterId and sinceId; one of them at most.",
  async () => {
    const here = groupWorld(3);
    const id = here.group.idAt(1);
    const wire = {
      beforeId: "before_id",
      afterId: "after_id",
      sinceId: "since_id",
    };
    for (const mode of ["beforeId", "afterId", "sinceId"] as const) {
      const [message] = await last(here, here.messages.list({ [mode]: id }));
      assertEquals(
        message?.id,
        here.group.idAt(mode === "beforeId" ? 0 : 2),
      );
      const { acceptFiles: _, ...query } = lastRequest(here).query;
      assertEquals(query, { [wire[mode]]: id });
    }
  },
);

row(
  "MessageList.set_next_page_params",
  "-",
  "Each subscription to the Pager is a run of its own, with its own cursor.",
  async () => {
    const here = groupWorld(10);
    const ids = stored(here.group);
    const pager = here.messages.listAll({ limit: 3 });
    const run = pager.pipe(map(({ id }) => id), toArray());
    assertEquals(await last(here, forkJoin([run, run])), [ids, ids]);
    assertEquals(await last(here, run), ids);
  },
);

row(
  "MessageList.mode",
  "messages.listAllAfter(messageId)",
  "The method or the option is the mode; a Pager does not tell it.",
  async () => {
    const here = groupWorld(5);
    const ids = stored(here.group);
    const middle = ids[2] ?? "";
    const found = await all(here, here.messages.listAllAfter(middle));
    assertEquals(idsOf(found), [ids[1], ids[0]]);
    assertEquals(
      new Set(asked(here, "before_id")),
      new Set<string | undefined>([undefined]),
    );
  },
);

row(
  "Pager",
  "Pager",
  "An Observable, which asks for nothing until it is read.",
  async () => {
    const here = groupWorld(5);
    const pager = here.messages.listAll();
    assertInstanceOf(pager, Pager);
    await here.clock.advance(60_000);
    assertEquals(here.simulator.requests, []);
    assertEquals(idsOf(await all(here, pager)), stored(here.group));
  },
);

row(
  "Pager.autopage",
  "for await (const message of messages.listAll())",
  "The Pager reads all pages, and can be read again.",
  async () => {
    const here = groupWorld(25);
    const pager = here.messages.listAll({ limit: 10 });
    for (const _ of [1, 2]) {
      const ids: string[] = [];
      for await (const { id } of pager) ids.push(id);
      assertEquals(ids, stored(here.group));
    }
    assertEquals(idsOf(await all(here, pager)), stored(here.group));
  },
);

row(
  "Pager.default_params",
  "-",
  "list() leaves them to the server; listAll() asks for 200 messages, or 100 groups or chats.",
  async () => {
    const here = groupWorld(30);
    const page = await last(here, here.messages.list());
    assertEquals(page.length, 20);
    assertEquals(lastRequest(here).query, { acceptFiles: "1" });
    await all(here, here.messages.listAll());
    assertEquals(lastRequest(here).query.limit, "200");
  },
);

row(
  "Pager.fetch",
  "messages.list()",
  "Each subscription sends a request of its own.",
  async () => {
    const here = groupWorld(1);
    const list = here.messages.list();
    assertEquals(idsOf(await last(here, list)), stored(here.group));
    here.simulator.inject(here.group);
    assertEquals(idsOf(await last(here, list)), stored(here.group));
    assertEquals([here.group.size, here.simulator.requests.length], [2, 2]);
  },
);

row(
  "Pager.fetch_next",
  "messages.listAll().pages()",
  "The next page is asked for when the work on this one is over.",
  async () => {
    const here = groupWorld(30);
    const ids = stored(here.group);
    const pager = here.messages.listAll({ limit: 10 });
    const pages = await all(here, pager.pages().pipe(take(2)));
    assertEquals(pages.map(idsOf), [ids.slice(0, 10), ids.slice(10, 20)]);
    assertEquals(here.simulator.requests.length, 2);
    const worked = await all(
      here,
      pager.concatMap(() => [here.simulator.requests.length]),
    );
    assertEquals([worked[0], worked[10], worked[29]], [3, 4, 5]);
  },
);

row(
  "Pager.set_next_page_params",
  "-",
  "Whoever makes a Pager of other pages writes next().",
  async () => {
    const here = await groups(3);
    const pager = new Pager(() => {
      let page = 0;
      return {
        next: () => {
          page += 1;
          return here.client.groups.list({ page, perPage: 2 }).pipe(
            map((found) => found.length > 0 ? found : undefined),
          );
        },
      };
    });
    assertEquals(idsOf(await all(here, pager)), here.ids);
    assertEquals(asked(here, "page"), ["1", "2", "3"]);
  },
);

row(
  "Pager.manager",
  "message.manager",
  "Each item of a Pager knows it.",
  async () => {
    const here = groupWorld(2);
    for (const message of await all(here, here.messages.listAll())) {
      assert(message.manager === here.messages);
    }
  },
);

row(
  "Pager.endpoint",
  "new Pager(open)",
  "A function that begins one run, and requests its next page.",
  async () => {
    const here = groupWorld(3);
    let runs = 0;
    const pager = new Pager(() => {
      runs += 1;
      const pages = [here.messages.list()];
      return {
        next: () => pages.shift() ?? of(undefined),
      };
    });
    assertEquals(idsOf(await all(here, pager)), stored(here.group));
    assertEquals(idsOf(await all(here, pager)), stored(here.group));
    assertEquals([runs, here.simulator.requests.length], [2, 2]);
  },
);

row(
  "Pager.params",
  "-",
  "The options of the listing; a Pager keeps them and each run begins there.",
  async () => {
    const here = groupWorld(6);
    const [newest = "", ...older] = stored(here.group);
    const pager = here.messages.listAllBefore(newest, { limit: 3 });
    for (const _ of [1, 2]) {
      here.simulator.resetRequests();
      assertEquals(idsOf(await all(here, pager)), older);
      const [first] = here.simulator.requests;
      assertEquals([first?.query.before_id, first?.query.limit], [newest, "3"]);
    }
  },
);

row(
  "Pager.items",
  "messages.list()",
  "The array that it emits; those of listAll() come by pages().",
  async () => {
    const here = groupWorld(25);
    const ids = stored(here.group);
    assertEquals(
      idsOf(await last(here, here.messages.list())),
      ids.slice(0, 20),
    );
    const pages = here.messages.listAll({ limit: 10 }).pages();
    assertEquals((await all(here, pages)).map(idsOf), [
      ids.slice(0, 10),
      ids.slice(10, 20),
      ids.slice(20),
    ]);
  },
);
