/**
 * A program with npm's node-groupme, as a process of its own: it goes through
 * what the library can do, and tells in its last line what came of it.
 *
 * @module
 */

import groupme from "node-groupme";
import { redirect } from "./redirect.ts";

/** What this process is given, as JSON. */
export interface Task {
  /** Where GroupMe is. */
  origin: string;
  /** A user's. */
  token: string;
  /** A group with a history, and one without. */
  groupId: string;
  emptyGroupId: string;
  /** Whom there is a chat with. */
  otherId: string;
}

/** A message: its id and its words. */
export type Line = readonly [string, string | null];

/** What it tells. */
export interface Told {
  /** Who logged in. */
  user: { id: string; name: string };
  /** All groups: the id, the name, and the ids of the members. */
  groups: [string, string, string[]][];
  /** Whom there are chats with, and how many messages each has. */
  chats: [string, number][];
  /** The ids of the people one knows. */
  relationships: string[];
  /** All messages, oldest first. */
  messages: Line[];
  emptyMessages: Line[];
  chatMessages: Line[];
  /** A message of the group, fetched by its id. */
  one: Line;
  /** What was sent to the group and to the chat. */
  sent: Line;
  sentToChat: Line;
  /** What was pushed because of the former. */
  pushed: Line;
}

interface Message {
  readonly id: string;
  readonly text: string | null;
}

const { origin, token, groupId, emptyGroupId, otherId }: Task = JSON.parse(
  Deno.args[0] ?? "",
);

function line({ id, text }: Message): Line {
  return [id, text];
}

function lines(messages: ReadonlyMap<string, Message>): Line[] {
  // As long as each other, ids are in order as text.
  return [...messages.values()].map(line)
    .sort(([a], [b]) => a < b ? -1 : 1);
}

function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error("Cannot find it");
  return thing;
}

redirect(origin);
const client = await new groupme.Client(token).login();
const groups = await client.groups.fetch();
const chats = await client.chats.fetchChats({});
const relationships = await client.relationships.fetch();
const group = found(groups.get(groupId));
const chat = found(chats.get(otherId));

const messages = lines(await group.messages.fetch());
const emptyMessages = lines(
  await found(groups.get(emptyGroupId)).messages.fetch(),
);
const chatMessages = lines(await chat.messages.fetch());
const one = await group.messages.fetch(found(messages[0])[0]);

const push = new Promise<Message>((resolve) => client.once("message", resolve));
const sent = await group.send("Low tide at six");
// Its own method for this is yet to be written.
await client.rest.api("POST", `messages/${groupId}/${sent.id}/like`);
const pushed = await push;
const sentToChat = await chat.send("Bring the net");

const told: Told = {
  user: { id: client.user.id, name: client.user.name },
  groups: [...groups.values()].map(({ id, name, members }) => [
    id,
    name,
    [...members.cache.keys()],
  ]),
  chats: [...chats.values()].map(({ id, messageCount }) => [id, messageCount]),
  relationships: [...relationships.keys()],
  messages,
  emptyMessages,
  chatMessages,
  one: line(one),
  sent: line(sent),
  sentToChat: line(sentToChat),
  pushed: line(pushed),
};
await client.logout();
console.log(JSON.stringify(told));
Deno.exit(0);
