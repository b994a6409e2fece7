import type {
  MembershipChange,
  MessageChange,
  ReactionsChange,
  ReadChange,
  SimulatorChange,
  TypingChange,
} from "../model/change.ts";
import { addedGroupWire } from "../model/group_wire.ts";
import type { WireMessage } from "../model/wire.ts";
import { nameIn } from "../model/conversation_context.ts";
import type { World } from "../model/world.ts";
import type { BayeuxServer } from "./bayeux_server.ts";
import {
  favoriteSubject,
  subjectOf,
  tombstoneOf,
  updateOf,
} from "./subjects.ts";

/** Publishes the changes of a world on the channels of the real server. */
export function pushChanges(world: World, server: BayeuxServer): void {
  world.changes.subscribe((change) => {
    // Without listeners it costs nothing.
    if (server.clients.size > 0) push(world, server, change);
  });
}

function push(
  world: World,
  server: BayeuxServer,
  change: SimulatorChange,
): void {
  switch (change.type) {
    case "message":
      return pushMessage(world, server, change);
    case "edited":
    case "deleted":
      return pushMessageChange(world, server, change);
    case "reactions":
      return pushReactions(world, server, change);
    case "read":
      return pushRead(world, server, change);
    case "typing":
      return pushTyping(world, server, change);
    case "membership":
      return pushMembership(world, server, change);
  }
}

function pushMessage(
  world: World,
  server: BayeuxServer,
  { userIds, message }: MessageChange,
): void {
  const type = message.group_id === undefined
    ? "direct_message.create"
    : "line.create";
  const data = {
    type,
    alert: alertOf(message),
    subject: subjectOf(message),
    received_at: world.now(),
  };
  for (const id of userIds) server.publish(`/user/${id}`, data);
}

/** The words of a notification, which name the sender unless it is a group's notice. */
function alertOf({ name, system, text }: WireMessage): string {
  return system ? text ?? "" : `${name}: ${text ?? ""}`;
}

function pushMessageChange(
  world: World,
  server: BayeuxServer,
  { type, conversationId, message }: MessageChange,
): void {
  server.publish(channelOf(world, conversationId), {
    type: type === "edited" ? "message.update" : "message.deleted",
    alert: "",
    subject: type === "edited" ? updateOf(message) : tombstoneOf(message),
    received_at: world.now(),
  });
}

function pushReactions(
  world: World,
  server: BayeuxServer,
  { conversationId, message, userId, isAdded }: ReactionsChange,
): void {
  const { reactions = [], user_id } = message;
  const mine = reactions.find(({ user_ids }) => user_ids.includes(userId));
  const subject = favoriteSubject(message, userId, world.seconds());
  const received_at = world.now();
  const channel = channelOf(world, conversationId);
  server.publish(channel, {
    type: "favorite",
    alert: "",
    subject,
    received_at,
  });
  // A removed reaction is not pushed to the author.
  if (!isAdded || !mine) return;
  const context = world.contextOf(conversationId);
  const name = context ? nameIn(world, context, userId) : "";
  const alert = `${name} reacted ${mine.code ?? ""} to ${message.text ?? ""}`;
  server.publish(`/user/${user_id}`, {
    type: "like.create",
    alert,
    subject: {
      ...subject,
      ...message.group_id !== undefined && { user_reaction: mine },
    },
    received_at,
  });
}

function pushRead(
  world: World,
  server: BayeuxServer,
  { conversationId: chat_id, messageId, userId, readAt }: ReadChange,
): void {
  const subject = {
    id: messageId,
    chat_id,
    message_id: messageId,
    user_id: userId,
    read_at: readAt,
  };
  const received_at = world.now();
  const type = "read_receipt.create";
  const channel = channelOf(world, chat_id);
  server.publish(channel, { type, alert: "", subject, received_at });
}

function pushTyping(
  world: World,
  server: BayeuxServer,
  { conversationId, userId }: TypingChange,
): void {
  const data = { type: "typing", user_id: userId, started: world.now() };
  server.publish(channelOf(world, conversationId), data);
}

function pushMembership(
  world: World,
  server: BayeuxServer,
  { conversationId, userId, userIds }: MembershipChange,
): void {
  const group = world.groups.get(conversationId);
  if (!group) return;
  const name = nameIn(
    world,
    { conversation: group.conversation, group },
    userId,
  );
  const data = {
    type: "membership.create",
    alert: `You've been added to "${group.name}" with ${name}.`,
    subject: addedGroupWire(group),
    received_at: world.now(),
  };
  for (const id of userIds) server.publish(`/user/${id}`, data);
}

function channelOf({ chats }: World, conversationId: string): string {
  return chats.has(conversationId)
    ? `/direct_message/${conversationId.replace("+", "_")}`
    : `/group/${conversationId}`;
}
