import { assert, assertEquals } from "@std/assert";
import {
  type Client,
  DirectMessage,
  Group,
  Likes,
  listGroup,
  Member,
  Message,
  tailGroup,
} from "@rxgroupme/client";
import { lastValueFrom, type Observable } from "rxjs";
import { recorded } from "../support/recorded.ts";

type Call = (client: Client, id: string) => Observable<unknown>;

/** Calls that put an argument into a request: the argument's name, and each. */
const calls: Record<string, readonly [name: string, call: Call]> = {
  "groups.get()": ["groupId", ({ groups }, id) => groups.get(id)],
  "groups.update()": ["groupId", ({ groups }, id) => groups.update(id, {})],
  "groups.destroy()": ["groupId", ({ groups }, id) => groups.destroy(id)],
  "groups.join()": ["groupId", ({ groups }, id) => groups.join(id, "t")],
  "groups.join() (2)": ["shareToken", ({ groups }, id) => groups.join("1", id)],
  "groups.rejoin()": ["groupId", ({ groups }, id) => groups.rejoin(id)],
  "groups.changeOwners()": [
    "groupId",
    ({ groups }, id) => groups.changeOwners(id, "2"),
  ],
  "groups.changeOwners() (2)": [
    "ownerId",
    ({ groups }, id) => groups.changeOwners("1", id),
  ],
  "messages().list()": [
    "groupId",
    ({ groups }, id) => groups.messages(id).list(),
  ],
  "messages().get()": [
    "messageId",
    ({ groups }, id) => groups.messages("1").get(id),
  ],
  "chats.messages().list()": [
    "otherUserId",
    ({ chats }, id) => chats.messages(id).list(),
  ],
  "memberships().remove()": [
    "membershipId",
    ({ groups }, id) => groups.memberships("1").remove(id),
  ],
  "memberships().check()": [
    "resultsId",
    ({ groups }, id) => groups.memberships("1").check(id),
  ],
  "memberships().update()": [
    "groupId",
    ({ groups }, id) => groups.memberships(id).update({ nickname: "n" }),
  ],
  "gallery().list()": [
    "groupId",
    ({ groups }, id) => groups.gallery(id).list(),
  ],
  "gallery().listAll()": [
    "groupId",
    ({ groups }, id) => groups.gallery(id).listAll(),
  ],
  "leaderboard().listDay()": [
    "groupId",
    ({ groups }, id) => groups.leaderboard(id).listDay(),
  ],
  "blocks.block()": [
    "otherUserId",
    ({ user }, id) => user.blocks.block(id),
  ],
  "blocks.unblock()": [
    "otherUserId",
    ({ user }, id) => user.blocks.unblock(id),
  ],
  "bots.create()": [
    "groupId",
    ({ bots }, groupId) => bots.create({ name: "b", groupId }),
  ],
  "bots.post()": ["botId", ({ bots }, id) => bots.post(id, "hi")],
  "bots.destroy()": ["botId", ({ bots }, id) => bots.destroy(id)],
  "Likes.like()": [
    "conversationId",
    ({ session }, id) => new Likes(session, id, "2").like(),
  ],
  "Likes.like() (2)": [
    "messageId",
    ({ session }, id) => new Likes(session, "1", id).like(),
  ],
  "message.like()": [
    "messageId",
    ({ groups }, id) => new Message(groups.messages("1"), { id }).like(),
  ],
  "direct message.reply()": [
    "otherUserId",
    (_, id) =>
      new DirectMessage(new Member(memberships(), { user_id: id }).messages, {
        id: "1",
      }).reply("hi"),
  ],
  "group.messages.create()": [
    "groupId",
    ({ groups }, id) => new Group(groups, { id }).messages.create("hi"),
  ],
  "group.messages.tail()": [
    "groupId",
    ({ groups }, id) => new Group(groups, { id }).messages.tail(),
  ],
  "group.destroy()": [
    "groupId",
    ({ groups }, id) => new Group(groups, { id }).destroy(),
  ],
  "group.gallery.listAll()": [
    "groupId",
    ({ groups }, id) => new Group(groups, { id }).gallery.listAll(),
  ],
  "group.leaderboard.listMine()": [
    "groupId",
    ({ groups }, id) => new Group(groups, { id }).leaderboard.listMine(),
  ],
  "group.memberships.update()": [
    "groupId",
    ({ groups }, id) =>
      new Group(groups, { id }).memberships.update({ nickname: "n" }),
  ],
  "member.post()": [
    "otherUserId",
    (_, id) => new Member(memberships(), { user_id: id }).post("hi"),
  ],
  "member.remove()": [
    "membershipId",
    (_, id) => new Member(memberships(), { id }).remove(),
  ],
  "member.addToGroup()": [
    "groupId",
    (_, id) =>
      new Member(memberships(), { user_id: "7", nickname: "n" }).addToGroup(id),
  ],
  "listGroup()": ["groupId", ({ session }, id) => listGroup(session, id)],
  "tailGroup()": ["groupId", ({ session }, id) => tailGroup(session, id)],
};

const here = recorded();
const memberships = () => here.client.groups.memberships("1");

/** Names of arguments that let others in or post, and stay out of errors. */
const SECRETS = ["botId", "shareToken"];

for (const [what, [name, call]] of Object.entries(calls)) {
  Deno.test(`${what} refuses a ${name} that is not an id before any request, and names it`, async () => {
    for (const id of ["", " ", ".", "..", "a\ud83d", "\ude00"]) {
      const outcome = await new Promise((done) => {
        try {
          lastValueFrom(call(here.client, id)).then(done, done);
        } catch (error) {
          done(error);
        }
      });
      assert(outcome instanceof TypeError, `${JSON.stringify(id)}: ${outcome}`);
      assert(outcome.message.includes(`'${name}'`), outcome.message);
      const isQuoted = outcome.message.includes("got");
      assertEquals(isQuoted, !SECRETS.includes(name), outcome.message);
    }
    assertEquals(here.sent, []);
  });
}
