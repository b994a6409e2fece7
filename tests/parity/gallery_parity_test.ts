import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { Gallery, Message } from "@rxgroupme/client";
import {
  all,
  groupWorld,
  idsOf,
  last,
  lastRequest,
  stored,
} from "./message_support.ts";
import { row } from "./row.ts";

/** A group with 20 pictures; a time just after one, and the ids around it. */
function pictures() {
  const here = groupWorld(200);
  const gallery = here.client.groups.gallery(here.group.id);
  // Each tenth message has one, from the tenth on.
  const ids = stored(here.group).filter((_, n) => n % 10 === 0);
  const [older, newer] = [ids.slice(12), ids.slice(0, 12)];
  const { created_at = 0 } = here.group.messageAt(79) ?? {};
  // A message a minute: well before the next picture, and after this one.
  const when = new Date((created_at + 120) * 1000);
  return { ...here, gallery, ids, older, newer, when };
}

row(
  "Gallery",
  "client.groups.gallery(groupId)",
  "Needs no group, and no request, first; group.gallery is the same.",
  async () => {
    const here = pictures();
    assertInstanceOf(here.gallery, Gallery);
    assertEquals(here.gallery.groupId, here.group.id);
    assertEquals(here.simulator.requests, []);
    const own = new Gallery(here.client.session, here.group.id);
    const messages = await last(here, own.list());
    assertInstanceOf(messages[0], Message);
    assertEquals(idsOf(messages), here.ids);
    const group = await last(here, here.client.groups.get(here.group.id));
    assertEquals(idsOf(await last(here, group.gallery.list())), here.ids);
  },
);

row(
  "Gallery.list",
  "gallery.list({ before, limit })",
  "One page, an array; times are Dates, and two of them are a TypeError.",
  async () => {
    const here = pictures();
    const { when: before, gallery } = here;
    const page = await last(here, gallery.list({ before, limit: 3 }));
    assertEquals(idsOf(page), here.older.slice(0, 3));
    assertEquals(idsOf(await last(here, gallery.list())), here.ids);
    const none = gallery.list({ before: new Date("2010-01-01") });
    assertEquals(await last(here, none), []);
    const two = { before, after: before };
    assertThrows(() => gallery.list(two), TypeError, "after");
  },
);

row(
  "Gallery.list_before",
  "gallery.listBefore(when, { limit })",
  "Newest first.",
  async () => {
    const here = pictures();
    const page = here.gallery.listBefore(here.when, { limit: 5 });
    assertEquals(idsOf(await last(here, page)), here.older.slice(0, 5));
  },
);

row(
  "Gallery.list_since",
  "gallery.listSince(when, { limit })",
  "The newest ones, newest first: it may skip some.",
  async () => {
    const here = pictures();
    const page = here.gallery.listSince(here.when, { limit: 5 });
    assertEquals(idsOf(await last(here, page)), here.newer.slice(0, 5));
  },
);

row(
  "Gallery.list_after",
  "gallery.listAfter(when, { limit })",
  "Oldest first.",
  async () => {
    const here = pictures();
    const page = here.gallery.listAfter(here.when, { limit: 5 });
    const nearest = here.newer.toReversed().slice(0, 5);
    assertEquals(idsOf(await last(here, page)), nearest);
  },
);

row(
  "Gallery.list_all",
  "gallery.listAll({ since, limit })",
  "A Pager; with since it has all pages, not only one.",
  async () => {
    const here = pictures();
    const { gallery, when: since } = here;
    const found = await all(here, gallery.listAll({ limit: 3 }));
    assertEquals(idsOf(found), here.ids);
    assertEquals(here.simulator.requests[0]?.query.limit, "3");
    const news = await all(here, gallery.listAll({ since, limit: 3 }));
    assertEquals(idsOf(news), here.newer);
  },
);

row(
  "Gallery.list_all_before",
  "gallery.listAllBefore(when, { limit })",
  "Newest first.",
  async () => {
    const here = pictures();
    const pager = here.gallery.listAllBefore(here.when, { limit: 3 });
    assertEquals(idsOf(await all(here, pager)), here.older);
  },
);

row(
  "Gallery.list_all_after",
  "gallery.listAllAfter(when, { limit })",
  "Oldest first.",
  async () => {
    const here = pictures();
    const pager = here.gallery.listAllAfter(here.when, { limit: 3 });
    assertEquals(idsOf(await all(here, pager)), here.newer.toReversed());
    assertEquals(lastRequest(here).query.before, undefined);
  },
);
