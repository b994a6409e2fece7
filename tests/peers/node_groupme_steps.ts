/**
 * npm's node-groupme, step by step, as a process of its own.
 *
 * @module
 */

import groupme from "node-groupme";
import { redirect } from "./redirect.ts";
import { expect, Steps } from "./steps.ts";

const [origin = "", token = ""] = Deno.args;

redirect(origin);
const steps = new Steps();
const client = new groupme.Client(token);

await steps.take("login, with push", () => client.login());
const groups = await steps.take("groups.fetch()", async () => {
  const all = await client.groups.fetch();
  expect(all.size === 4, all.size);
  return all;
});
const book = groups?.find((group) => group?.name === "Book Club");
const family = groups?.find((group) => group?.name === "Family");
if (!book || !family) throw new Error("Cannot find the groups");

await steps.take("groups.fetch(id)", async () => {
  const group = await client.groups.fetch(book.id);
  expect(group.name === "Book Club", group.name);
});
await steps.take("groups.fetch([ids])", async () => {
  const some = await client.groups.fetch([book.id, family.id]);
  expect(some.size === 2, some.size);
});
await steps.take("groups.fetch({ omit_members })", async () => {
  const some = await client.groups.fetch({ per_page: 2, omit_members: true });
  expect(some.size === 2, some.size);
});
await steps.take("members.fetch()", async () => {
  const members = await book.members.fetch();
  expect(members.size === 5, members.size);
});
const messages = await steps.take("messages.fetch()", async () => {
  const all = await book.messages.fetch();
  expect(all.size === 640, all.size);
  return all;
});
await steps.take("messages.fetch(id)", async () => {
  const id = messages?.firstKey() ?? "";
  const one = await book.messages.fetch(id);
  expect(one.id === id, one.id);
});
await steps.take("messages.fetch({ limit })", async () => {
  const some = await book.messages.fetch({ limit: 7 });
  expect(some.size === 7, some.size);
});
const chats = await steps.take("chats.fetchChats()", async () => {
  const all = await client.chats.fetchChats({});
  expect(all.size === 1, all.size);
  return all;
});
const chat = chats?.first();
if (!chat) throw new Error("Cannot find the chat");
await steps.take("chat.messages.fetch()", async () => {
  const all = await chat.messages.fetch();
  expect(all.size === 80, all.size);
});
await steps.take("relationships.fetch()", async () => {
  const all = await client.relationships.fetch();
  expect(all.size === 4, all.size);
});
const pushed = new Promise<string | null>((resolve) =>
  client.once("message", ({ text }: { text: string | null }) => resolve(text))
);
const sent = await steps.take("group.send()", () => book.send("Chapter ten"));
await steps.take("event message", async () => {
  const text = await pushed;
  expect(text === "Chapter ten", text);
});
await steps.take("chat.send()", async () => {
  const { text } = await chat.send("Bring the net");
  expect(text === "Bring the net", text);
});
await steps.take("message.delete()", async () => await sent?.delete());
await steps.take("a deleted message is a tombstone", async () => {
  const { text } = await book.messages.fetch(sent?.id ?? "");
  expect(text === "This message was deleted", text);
});
const made = await steps.take("groups.create()", async () => {
  const group = await client.groups.create({ name: "Crew", share: true });
  expect(group.name === "Crew", group.name);
  return group;
});
await steps.take("group.update()", async () => {
  const options = {
    name: "Crew II",
    description: "x",
    image_url: "https://i.groupme.com/x",
    share: true,
    office_mode: false,
  };
  const group = await made?.update(options);
  expect(group?.name === "Crew II", group?.name);
});
await steps.take("groups.join(link)", async () => {
  const { inviteURL } = await client.groups.fetch(made?.id ?? "");
  const group = await client.groups.join(inviteURL ?? "");
  expect(group.id === made?.id, group.id);
});
await steps.take("group.delete()", async () => await made?.delete());
await steps.take("a deleted group is gone", async () => {
  const all = await client.groups.fetch({ per_page: 100 });
  expect(!all.has(made?.id ?? ""), [...all.keys()]);
});
const member = book.members.cache.find(({ user }) =>
  user.id !== client.user.id
);
await steps.take("members.remove()", async () => {
  if (member) await book.members.remove(member);
});
await steps.take("a removed member is gone", async () => {
  const members = await book.members.fetch();
  expect(members.size === 4, members.size);
});
await steps.take("group.transferOwnershipTo()", async () => {
  const heir = family.members.cache.find(({ user }) =>
    user.id !== client.user.id
  );
  await family.transferOwnershipTo(heir?.user.id ?? "");
});
await steps.take("groups.former.fetch()", async () => {
  const former = await client.groups.former.fetch();
  expect(former.size === 0, former.size);
});
await steps.take("polls.fetch()", async () => await book.polls.fetch());
await steps.take("message.like()", async () => await sent?.like());
await steps.take("logout", () => client.logout());
steps.end();
