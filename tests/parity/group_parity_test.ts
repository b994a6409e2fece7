import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import {
  Gallery,
  Group,
  Leaderboard,
  Member,
  Memberships,
  Messages,
  MissingMembershipError,
} from "@rxgroupme/client";
import {
  isGone,
  myGroup,
  servedBots,
  servedGroup,
  servedNicknames,
  servedUserIds,
  theirGroup,
} from "./group_support.ts";
import { all, idsOf, last, stored } from "./message_support.ts";
import { row } from "./row.ts";

row(
  "Group",
  "Group",
  "Two of one id are not equal: compare group.id.",
  async () => {
    const here = await myGroup();
    const { group } = here;
    const twin = await last(here, here.client.groups.get(group.id));
    assertInstanceOf(twin, Group);
    assertEquals([twin === group, twin.id === group.id], [false, true]);
    const { share_url } = await servedGroup(here, group.id);
    assertEquals([group.name, group.description], ["Tide Pool", ""]);
    assertEquals(group.creatorUserId, here.simulator.me.id);
    assertEquals(group.shareUrl, share_url);
  },
);

row(
  "Group.change_owners",
  "group.changeOwners(userId)",
  "",
  async () => {
    const here = await myGroup();
    const result = await last(here, here.group.changeOwners(here.other.id));
    assertEquals(result.isSuccess, true);
    const { creator_user_id } = await servedGroup(here, here.group.id);
    assertEquals(creator_user_id, here.other.id);
  },
);

row(
  "Group.create_bot",
  "group.createBot({ name, avatarUrl, callbackUrl, dmNotification })",
  "Takes further fields as well, which Groupy drops.",
  async () => {
    const here = await myGroup();
    const avatarUrl = "https://i.groupme.com/1x1.png.0";
    const callbackUrl = "https://bot.example.invalid/hook";
    const bot = await last(
      here,
      here.group.createBot({
        name: "tide-bot",
        avatarUrl,
        callbackUrl,
        dmNotification: true,
        active: false,
      }),
    );
    const [made, ...more] = await servedBots(here);
    assertEquals(more, []);
    assertEquals(made, {
      bot_id: bot.botId,
      group_id: here.group.id,
      name: "tide-bot",
      avatar_url: avatarUrl,
      callback_url: callbackUrl,
      dm_notification: true,
      active: true,
    });
    const body = here.sent[0]?.body as { bot?: { active?: boolean } };
    assertEquals(body.bot?.active, false);
  },
);

row(
  "Group.destroy",
  "group.destroy()",
  "",
  async () => {
    const here = await myGroup();
    assertEquals(await last(here, here.group.destroy()), true);
    const { id } = here.group;
    assertEquals(await isGone(here, id), true);
    assertEquals(await isGone(here, id, here.other.token), true);
  },
);

row(
  "Group.get_membership",
  "group.getMembership()",
  "",
  async () => {
    const here = await theirGroup();
    const member = await last(here, here.group.getMembership());
    assertInstanceOf(member, Member);
    assertEquals(member.userId, here.simulator.me.id);
    await last(here, member.remove());
    const [former] = await last(here, here.client.groups.listFormer());
    assert(former);
    await assertRejects(
      () => last(here, former.getMembership()),
      MissingMembershipError,
    );
  },
);

row(
  "Group.leave",
  "group.leave()",
  "",
  async () => {
    const here = await theirGroup();
    const { group: { id }, other } = here;
    assertEquals(await last(here, here.group.leave()), true);
    assertEquals(await isGone(here, id), true);
    assertEquals(await servedUserIds(here, id, other.token), [other.id]);
  },
);

row(
  "Group.post",
  "group.post({ text, attachments })",
  "Emits the Message. A text alone will do.",
  async () => {
    const here = await myGroup();
    const { group, place, simulator: { me } } = here;
    const attachments = [{ type: "tide" }];
    const content = { text: "low tide", attachments };
    const message = await last(here, group.post(content));
    await last(here, group.post("high tide"));
    const [first, second] = [place.messageAt(0), place.messageAt(1)];
    assertEquals([first?.id, first?.text], [message.id, "low tide"]);
    assertEquals([first?.attachments, first?.user_id], [attachments, me.id]);
    assertEquals(second?.text, "high tide");
  },
);

row(
  "Group.refresh_from_server",
  "group.refreshFromServer()",
  "Emits the group as it is now; the old one stays.",
  async () => {
    const here = await myGroup();
    const { group } = here;
    const before = group.members.length;
    const extern = await last(here, here.client.groups.get(group.id));
    await last(here, extern.update({ name: "Reef" }));
    await last(here, extern.members[1]!.remove());
    assertEquals([group.name, before], ["Tide Pool", 2]);
    const now = await last(here, group.refreshFromServer());
    assertEquals([now.name, now.members.length], ["Reef", 1]);
    assertEquals(now.data, await servedGroup(here, group.id));
    assertEquals([group.name, group.members.length], ["Tide Pool", 2]);
  },
);

row(
  "Group.rejoin",
  "group.rejoin()",
  "Emits another object.",
  async () => {
    const here = await theirGroup();
    await last(here, here.group.leave());
    const [former] = await last(here, here.client.groups.listFormer());
    assert(former);
    const group = await last(here, former.rejoin());
    assertEquals([group === former, group.id], [false, here.place.id]);
    const ids = [here.other.id, here.simulator.me.id];
    assertEquals(await servedUserIds(here, group.id), ids);
  },
);

row(
  "Group.update",
  "group.update({ name, description, imageUrl, officeMode, share })",
  "Emits another object; this one stays as it was.",
  async () => {
    const here = await myGroup({ legacyUpdateBugs: true });
    const { group } = here;
    const settings = { description: "at six", share: false };
    const updated = await last(here, group.update(settings));
    assertEquals([updated.description, updated.shareUrl], [
      "at six",
      undefined,
    ]);
    assertEquals(group.description, "");
    const imageUrl = "https://i.groupme.com/1x1.png.0";
    const further = { name: "Reef", imageUrl, officeMode: true };
    await last(here, updated.update(further));
    const changed = await servedGroup(here, group.id);
    assertEquals([changed.name, changed.description], ["Reef", "at six"]);
    assertEquals([changed.image_url, changed.share_url], [imageUrl, null]);
    assertEquals(changed.office_mode, true);
  },
);

row(
  "Group.update_membership",
  "group.updateMembership({ nickname, avatarUrl })",
  "",
  async () => {
    const here = await myGroup();
    const avatarUrl = "https://i.groupme.com/1x1.png.0";
    const changes = { nickname: "Skipper", avatarUrl };
    const member = await last(here, here.group.updateMembership(changes));
    assertInstanceOf(member, Member);
    assertEquals(member.nickname, "Skipper");
    const { members } = await servedGroup(here, here.group.id);
    const [mine, theirs] = members ?? [];
    assertEquals([mine?.nickname, mine?.image_url], ["Skipper", avatarUrl]);
    assertEquals(theirs?.nickname, "Mari");
  },
);

row(
  "Group.messages",
  "group.messages",
  "",
  async () => {
    const here = await myGroup({}, 5);
    const { messages } = here.group;
    assertInstanceOf(messages, Messages);
    const found = await all(here, messages.listAll());
    assertEquals(found.length, 5);
    assertEquals(idsOf(found), stored(here.place));
  },
);

row(
  "Group.gallery",
  "group.gallery",
  "",
  async () => {
    const here = await myGroup();
    const { gallery } = here.group;
    assertInstanceOf(gallery, Gallery);
    const url = "https://i.groupme.com/1x1.png.0";
    const { id } = here.simulator.inject(here.place, {
      attachments: [{ type: "image", url }],
    });
    here.simulator.inject(here.place, { text: "no picture" });
    assertEquals(idsOf(await all(here, gallery.listAll())), [id]);
  },
);

row(
  "Group.leaderboard",
  "group.leaderboard",
  "",
  async () => {
    const here = await myGroup();
    const { leaderboard } = here.group;
    assertInstanceOf(leaderboard, Leaderboard);
    const { id } = here.simulator.inject(here.place);
    here.simulator.inject(here.place);
    assertEquals(await last(here, leaderboard.listDay()), []);
    await last(here, (await last(here, here.group.messages.get(id))).like());
    assertEquals(idsOf(await last(here, leaderboard.listDay())), [id]);
  },
);

row(
  "Group.memberships",
  "group.memberships",
  "",
  async () => {
    const here = await myGroup();
    const { memberships, id } = here.group;
    assertInstanceOf(memberships, Memberships);
    await last(here, memberships.update({ nickname: "Skipper" }));
    assertEquals(await servedNicknames(here, id), ["Skipper", "Mari"]);
  },
);

row(
  "Group.members",
  "group.members",
  "Empty where the listing left them out.",
  async () => {
    const here = await myGroup();
    const { members, id } = here.group;
    const ids = await servedUserIds(here, id);
    assertEquals(members.map(({ userId }) => userId), ids);
    assertEquals(members.map((it) => it instanceof Member), [true, true]);
    const omit = "memberships";
    const [bare] = await last(here, here.client.groups.list({ omit }));
    assertEquals([bare?.id, bare?.members], [id, []]);
  },
);

row(
  "Group.created_at",
  "group.createdAt",
  "A Date.",
  async () => {
    const { group, place } = await myGroup({}, 3);
    const seconds = place.messageAt(0)?.created_at ?? 0;
    assertEquals(group.createdAt, new Date(seconds * 1000));
  },
);

row(
  "Group.updated_at",
  "group.updatedAt",
  "A Date.",
  async () => {
    const here = await myGroup();
    await here.clock.advance(60_000);
    const { created_at } = here.simulator.inject(here.place);
    const group = await last(here, here.group.refreshFromServer());
    assertEquals(group.updatedAt, new Date(created_at * 1000));
    assertNotEquals(group.updatedAt, group.createdAt);
  },
);

row(
  "Group.is_mine",
  "group.isMine()",
  "An Observable: it asks who you are, once.",
  async () => {
    const mine = await myGroup();
    assertEquals(await last(mine, mine.group.isMine()), true);
    assertEquals(mine.sent.map(({ path }) => path), ["/v3/users/me"]);
    const theirs = await theirGroup();
    assertEquals(await last(theirs, theirs.group.isMine()), false);
    await last(theirs, theirs.group.leave());
    const [former] = await last(theirs, theirs.client.groups.listFormer());
    assert(former);
    await assertRejects(
      () => last(theirs, former.isMine()),
      MissingMembershipError,
    );
  },
);
