import { secondsOfId } from "../history/ids.ts";
import type { HistoryOptions } from "../history/history_options.ts";
import type { Group } from "./group.ts";
import { eventUser, notice } from "./notices.ts";
import { editPeriodOfType } from "./conversation_context.ts";
import type { Topic, TopicProfile } from "./topic.ts";
import type { World } from "./world.ts";

/** A topic to create. */
export interface TopicFounding {
  /** The parent group. */
  readonly group: Group;
  /** The user id of the creator. */
  readonly creatorId: string;
  /** The settings. */
  readonly profile: Partial<TopicProfile>;
  /** The seeded history. */
  readonly history?: HistoryOptions;
}

/** Creates a topic, with a notice in the group. */
export function makeTopic(
  world: World,
  { group, creatorId, profile, history }: TopicFounding,
): Topic {
  const id = world.newConversationId();
  const authors = [...group.members.values()].map((member) => ({
    id: member.userId,
    name: member.nickname,
    imageUrl: member.imageUrl,
  }));
  const conversation = world.conversation(
    id,
    authors,
    false,
    history,
    group.id,
  );
  const createdAt = conversation.size > 0
    ? secondsOfId(conversation.sortKeyAt(0))
    : world.seconds();
  const { type = "private" } = profile;
  const topic: Topic = {
    name: `Topic ${id}`,
    description: "",
    avatarUrl: null,
    likeIcon: null,
    messageEditPeriod: editPeriodOfType(type),
    ...profile,
    type,
    id,
    parentId: group.id,
    creatorId,
    createdAt,
    updatedAt: createdAt,
    mutedUntil: new Map(),
    conversation,
  };
  world.topics.set(id, topic);
  const user = eventUser(group, creatorId);
  const text = `${user.nickname} created the topic ${topic.name}`;
  notice(world, group.conversation, text, "group.subgroup_created", {
    user,
    subgroup_topic: topic.name,
    subgroup_avatar_url: topic.avatarUrl,
    subgroup_id: Number(id),
  });
  return topic;
}

/** Removes a topic and its messages, with a notice in the group. */
export function removeTopic(
  world: World,
  group: Group,
  topic: Topic,
  userId: string,
): void {
  world.topics.delete(topic.id);
  const user = eventUser(group, userId);
  const text = `${user.nickname} removed the topic ${topic.name}`;
  notice(world, group.conversation, text, "group.subgroup_removed", {
    user,
    subgroup_topic: topic.name,
    subgroup_id: Number(topic.id),
  });
}

/** Changes a topic, with a notice in the group for each changed field. */
export function changeTopic(
  world: World,
  group: Group,
  topic: Topic,
  userId: string,
  profile: Partial<TopicProfile>,
): void {
  const before = { ...topic };
  Object.assign(topic, profile, { updatedAt: world.seconds() });
  if (topic.type !== before.type) {
    topic.messageEditPeriod = editPeriodOfType(topic.type);
  }
  const user = eventUser(group, userId);
  const parent_id = Number(group.id);
  const common = { user, subgroup_topic: topic.name, parent_id };
  const postNotice = (what: string, type: string, data: object) =>
    notice(
      world,
      group.conversation,
      `${user.nickname} changed the topic ${before.name}'s ${what}`,
      `group.subgroup_${type}`,
      { ...common, ...data },
    );
  const { name, description, avatarUrl, type, likeIcon } = topic;
  if (name !== before.name) postNotice(`name to ${name}`, "name_change", {});
  if (description !== before.description) {
    const data = { subgroup_description: description };
    postNotice(`description to: ${description}`, "description_change", data);
  }
  if (avatarUrl !== before.avatarUrl) {
    postNotice("avatar", "avatar_change", { subgroup_avatar_url: avatarUrl });
  }
  if (type !== before.type) {
    const data = { type, message_edit_period: topic.messageEditPeriod };
    postNotice(`type to ${type}`, "type_change", data);
  }
  if (JSON.stringify(likeIcon) !== JSON.stringify(before.likeIcon)) {
    postNotice("like icon", "like_icon_change", { like_icon: likeIcon });
  }
}
