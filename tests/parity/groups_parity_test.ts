import { assertEquals, assertInstanceOf } from "@std/assert";
import { Group, Groups } from "@rxgroupme/client";
import { tap } from "rxjs";
import { world } from "../support/world.ts";
import {
  isGone,
  myGroup,
  servedGroup,
  servedUserIds,
  theirGroup,
} from "./group_support.ts";
import {
  all,
  groupWorld,
  idsOf,
  last,
  lastRequest,
} from "./message_support.ts";
import { row } from "./row.ts";

/** A world with groups of mine: their ids, the most recently active first. */
async function crowd(count: number) {
  const here = world();
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const group = here.simulator.addGroup({ members: 1, history: 0 });
    here.simulator.inject(group);
    ids.unshift(group.id);
    await here.clock.advance(60_000);
  }
  return { ...here, ids };
}

/** A group of another user's that I am not in yet. */
function foreign() {
  const here = world();
  const owner = here.simulator.addUser();
  return { ...here, owner, place: here.simulator.addGroup({ owner }) };
}

/** A group that I have left. */
async function left() {
  const here = await theirGroup();
  await last(here, here.group.leave());
  return here;
}

row(
  "Groups",
  "client.groups",
  "",
  async () => {
    const here = groupWorld();
    assertInstanceOf(here.client.groups, Groups);
    const own = new Groups(here.client.session);
    const group = await last(here, own.get(here.group.id));
    assertEquals(group.name, here.group.name);
  },
);

row(
  "Groups.change_owners",
  "client.groups.changeOwners(groupId, userId)",
  "",
  async () => {
    const here = await myGroup();
    const { groups } = here.client;
    const result = await last(
      here,
      groups.changeOwners(here.group.id, here.other.id),
    );
    assertEquals(result.isSuccess, true);
    const { creator_user_id } = await servedGroup(here, here.group.id);
    assertEquals(creator_user_id, here.other.id);
  },
);

row(
  "Groups.create",
  "client.groups.create({ name, description, imageUrl, share })",
  "Takes further settings as well.",
  async () => {
    const here = world();
    const imageUrl = "https://i.groupme.com/1x1.png.0";
    const settings = { name: "Reef", description: "at six", imageUrl };
    const further = { share: true, type: "closed" };
    const { groups } = here.client;
    const group = await last(here, groups.create({ ...settings, ...further }));
    assertInstanceOf(group, Group);
    const made = await servedGroup(here, group.id);
    assertEquals([made.name, made.description], ["Reef", "at six"]);
    assertEquals([made.image_url, made.type], [imageUrl, "closed"]);
    assertEquals(typeof made.share_url, "string");
    const plain = await last(here, groups.create({ name: "Bay" }));
    assertEquals((await servedGroup(here, plain.id)).share_url, null);
  },
);

row(
  "Groups.destroy",
  "client.groups.destroy(groupId)",
  "",
  async () => {
    const here = groupWorld();
    const { id } = here.group;
    assertEquals(await last(here, here.client.groups.destroy(id)), true);
    assertEquals(await isGone(here, id), true);
  },
);

row(
  "Groups.get",
  "client.groups.get(groupId)",
  "",
  async () => {
    const here = groupWorld();
    const { id } = here.group;
    const group = await last(here, here.client.groups.get(id));
    assertInstanceOf(group, Group);
    assertEquals(group.data, await servedGroup(here, id));
  },
);

row(
  "Groups.join",
  "client.groups.join(groupId, shareToken)",
  "client.groups.joinByUrl(shareUrl) takes the whole URL.",
  async () => {
    const token = foreign();
    const { place } = token;
    const group = await last(
      token,
      token.client.groups.join(place.id, place.shareToken ?? ""),
    );
    assertEquals(group.id, place.id);
    const { me } = token.simulator;
    const both = [token.owner.id, me.id];
    assertEquals(await servedUserIds(token, place.id), both);
    const url = foreign();
    const { id, shareToken } = url.place;
    const shareUrl = `https://groupme.com/join_group/${id}/${shareToken}`;
    await last(url, url.client.groups.joinByUrl(shareUrl));
    const owner = url.owner.id;
    assertEquals(await servedUserIds(url, id), [owner, url.simulator.me.id]);
  },
);

row(
  "Groups.list",
  "client.groups.list({ page, perPage, omit })",
  "An array, empty past the last page.",
  async () => {
    const here = await crowd(11);
    const { groups } = here.client;
    const page = async (options: Parameters<typeof groups.list>[0]) =>
      idsOf(await last(here, groups.list(options)));
    assertEquals(await page({}), here.ids.slice(0, 10));
    assertEquals(await page({ page: 2, perPage: 4 }), here.ids.slice(4, 8));
    assertEquals(await page({ page: 4, perPage: 4 }), []);
    const omit = "memberships";
    const [whole] = await last(here, groups.list());
    const [bare] = await last(here, groups.list({ omit }));
    assertEquals([whole?.members.length, bare?.members.length], [2, 0]);
  },
);

row(
  "Groups.list_all",
  "client.groups.listAll({ perPage, omit })",
  "Each group once, also where the list shifts meanwhile.",
  async () => {
    const here = await crowd(5);
    const { groups } = here.client;
    const omit = "memberships";
    const found = await all(here, groups.listAll({ perPage: 2, omit }));
    assertEquals(idsOf(found), here.ids);
    assertEquals(found.flatMap(({ members }) => members), []);
    assertEquals(lastRequest(here).query.per_page, "2");
    const shifting = groups.listAll({ perPage: 2 }).pipe(
      // What is on the last page moves to the top of the first.
      tap(({ id }) => {
        if (id === here.ids[1]) here.simulator.inject(here.ids[4] ?? "");
      }),
    );
    const each = idsOf(await all(here, shifting));
    assertEquals(each.toSorted(), here.ids.toSorted());
  },
);

row(
  "Groups.list_former",
  "client.groups.listFormer()",
  "",
  async () => {
    const here = await left();
    const former = await last(here, here.client.groups.listFormer());
    assertEquals(idsOf(former), [here.place.id]);
    assertEquals(await last(here, here.client.groups.list()), []);
  },
);

row(
  "Groups.rejoin",
  "client.groups.rejoin(groupId)",
  "",
  async () => {
    const here = await left();
    const { place: { id }, simulator: { me }, other } = here;
    assertEquals(await isGone(here, id), true);
    const group = await last(here, here.client.groups.rejoin(id));
    assertEquals(group.id, id);
    assertEquals(await servedUserIds(here, id), [other.id, me.id]);
  },
);

row(
  "Groups.update",
  "client.groups.update(groupId, { name, description, imageUrl, officeMode, share })",
  "Fetches the group first, for its name and its office mode.",
  async () => {
    const here = await myGroup({ legacyUpdateBugs: true });
    const { group: { id }, client: { groups } } = here;
    await last(here, groups.update(id, { description: "at six" }));
    const first = await servedGroup(here, id);
    assertEquals([first.name, first.description], ["Tide Pool", "at six"]);
    const imageUrl = "https://i.groupme.com/1x1.png.0";
    const settings = { name: "Reef", imageUrl, officeMode: true, share: false };
    const group = await last(here, groups.update(id, settings));
    assertEquals(group.name, "Reef");
    const changed = await servedGroup(here, id);
    assertEquals([changed.name, changed.image_url], ["Reef", imageUrl]);
    assertEquals([changed.office_mode, changed.share_url], [true, null]);
    assertEquals(changed.description, "at six");
  },
);
