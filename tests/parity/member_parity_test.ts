import { assertEquals, assertInstanceOf, assertNotEquals } from "@std/assert";
import {
  Block,
  DirectMessage,
  DirectMessages,
  Member,
} from "@rxgroupme/client";
import {
  myGroup,
  servedBlocks,
  servedNicknames,
  servedUserIds,
  theOther,
} from "./group_support.ts";
import { all, idsOf, last, stored } from "./message_support.ts";
import { row } from "./row.ts";

/** A group of mine, and the other user as a member of it. */
async function member() {
  const here = await myGroup();
  return { ...here, member: theOther(here) };
}

row(
  "Member",
  "Member",
  "Two of one id are not equal: compare member.id.",
  async () => {
    const here = await member();
    const { other } = here;
    assertInstanceOf(here.member, Member);
    assertEquals([here.member.userId, here.member.nickname], [
      other.id,
      "Mari",
    ]);
    assertEquals(here.member.groupId, here.group.id);
    assertNotEquals(here.member.id, other.id);
    const again = await last(here, here.client.groups.get(here.group.id));
    const twin = theOther({ ...here, group: again });
    assertEquals([twin === here.member, twin.id], [false, here.member.id]);
  },
);

row(
  "Member.add_to_group",
  "member.addToGroup(groupId, { nickname })",
  "",
  async () => {
    const here = await member();
    const { simulator: { me }, other } = here;
    for (const nickname of [undefined, "Skipper"]) {
      const { id } = here.simulator.addGroup();
      const adding = here.member.addToGroup(id, { nickname });
      const request = await last(here, adding);
      await last(here, request.poll());
      assertEquals(await servedUserIds(here, id), [me.id, other.id]);
      const [, name] = await servedNicknames(here, id);
      assertEquals(name, nickname ?? "Mari");
    }
  },
);

row(
  "Member.block",
  "member.block()",
  "",
  async () => {
    const here = await member();
    const block = await last(here, here.member.block());
    assertInstanceOf(block, Block);
    assertEquals(block.blockedUserId, here.other.id);
    assertEquals(await servedBlocks(here), [here.other.id]);
  },
);

row(
  "Member.is_blocked",
  "member.isBlocked()",
  "",
  async () => {
    const here = await member();
    assertEquals(await last(here, here.member.isBlocked()), false);
    await last(here, here.client.user.blocks.block(here.other.id));
    assertEquals(await last(here, here.member.isBlocked()), true);
  },
);

row(
  "Member.post",
  "member.post({ text, attachments }, { sourceGuid })",
  "Emits the DirectMessage. A text alone will do.",
  async () => {
    const here = await member();
    const chat = here.simulator.addChat(here.other, { history: 0 });
    const attachments = [{ type: "tide" }];
    const content = { text: "low tide", attachments };
    const options = { sourceGuid: "g1" };
    const message = await last(here, here.member.post(content, options));
    assertInstanceOf(message, DirectMessage);
    await last(here, here.member.post("high tide"));
    assertEquals(chat.size, 2);
    const sent = chat.messageAt(0);
    assertEquals([sent?.id, sent?.text], [message.id, "low tide"]);
    assertEquals([sent?.attachments, sent?.source_guid], [attachments, "g1"]);
    assertEquals(sent?.recipient_id, here.other.id);
    assertEquals(chat.messageAt(1)?.text, "high tide");
    assertEquals(here.place.size, 0);
  },
);

row(
  "Member.remove",
  "member.remove()",
  "",
  async () => {
    const here = await member();
    assertEquals(await last(here, here.member.remove()), true);
    const left = await servedUserIds(here, here.group.id);
    assertEquals(left, [here.simulator.me.id]);
  },
);

row(
  "Member.unblock",
  "member.unblock()",
  "",
  async () => {
    const here = await member();
    const { blocks } = here.client.user;
    const dov = here.simulator.addUser();
    await last(here, blocks.block(here.other.id));
    await last(here, blocks.block(dov.id));
    assertEquals(await last(here, here.member.unblock()), true);
    assertEquals(await servedBlocks(here), [dov.id]);
  },
);

row(
  "Member.messages",
  "member.messages",
  "",
  async () => {
    const here = await member();
    const chat = here.simulator.addChat(here.other, { history: 3 });
    const { messages } = here.member;
    assertInstanceOf(messages, DirectMessages);
    const found = await all(here, messages.listAll());
    assertEquals(idsOf(found), stored(chat));
  },
);
