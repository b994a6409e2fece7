import type { SimulatorChange } from "../model/change.ts";
import type { WireMessage } from "../model/wire.ts";
import type { World } from "../model/world.ts";
import type { BayeuxServer } from "./bayeux_server.ts";

/** Pushes what happens in a world to whom it concerns. */
export function pushChanges(world: World, server: BayeuxServer): void {
  world.changes.subscribe((change) => {
    // Without listeners it costs nothing.
    if (server.clients.size === 0) return;
    if (change.type === "message") pushMessage(world, server, change);
    else pushReactions(world, server, change);
  });
}

function pushMessage(
  world: World,
  server: BayeuxServer,
  { userIds, message }: SimulatorChange,
): void {
  const type = message.group_id === undefined
    ? "direct_message.create"
    : "line.create";
  const data = {
    type,
    alert: `${message.name}: ${message.text ?? ""}`,
    subject: subjectOf(message),
    received_at: world.now(),
  };
  for (const id of userIds) server.publish(`/user/${id}`, data);
}

function pushReactions(
  world: World,
  server: BayeuxServer,
  { conversationId, message }: SimulatorChange,
): void {
  const { reactions = [], favorited_by, user_id } = message;
  const subject = {
    [message.group_id === undefined ? "direct_message" : "line"]: {
      ...subjectOf(message),
      favorited_by,
    },
    reactions,
    user_id: favorited_by.at(-1) ?? "",
  };
  const common = { subject, received_at: world.now() };
  const channel = message.group_id === undefined
    ? `/direct_message/${conversationId.replace("+", "_")}`
    : `/group/${conversationId}`;
  server.publish(channel, { type: "favorite", alert: "", ...common });
  // Of a reaction that was taken back the author hears nothing.
  if (favorited_by.length === 0) return;
  const alert = `${message.text ?? ""} got a reaction`;
  server.publish(`/user/${user_id}`, { type: "like.create", alert, ...common });
}

/** A message in its pushed form, which is not quite that of a list. */
function subjectOf(message: WireMessage): Record<string, unknown> {
  const { conversation_id, favorited_by, platform: _, pinned_by, ...rest } =
    message;
  const common = {
    ...rest,
    location: { lat: "", lng: "", name: null },
    picture_url: null,
  };
  if (conversation_id !== undefined) {
    const { pinned_at: _, ...subject } = common;
    return { ...subject, chat_id: conversation_id, favorited_by };
  }
  return {
    deleted_at: null,
    deletion_actor: null,
    parent_id: null,
    updated_at: null,
    ...common,
    pinned_by: pinned_by || null,
  };
}
