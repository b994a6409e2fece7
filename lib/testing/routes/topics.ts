import {
  type Answer,
  documentedFailure,
  empty,
  FORBIDDEN,
  NOT_FOUND,
  ok,
} from "../server/answer.ts";
import { asText, type Fields } from "../server/body.ts";
import { pageOf } from "../server/page_numbers.ts";
import { type Group, isAdmin } from "../model/group.ts";
import { messagesWire } from "../model/group_wire.ts";
import { profileError } from "../model/group_fields.ts";
import { includeOf, readWire } from "../model/reading.ts";
import type { Topic, TopicProfile } from "../model/topic.ts";
import { changeTopic, makeTopic, removeTopic } from "../model/topics.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

const PATH = "/v3/groups/:groupId/subgroups";
const ONE = `${PATH}/:topicId`;

/** Lists, makes, changes and removes the topics of groups. */
export const TOPIC_ROUTES: readonly Route[] = [
  { method: "GET", path: PATH, handle: list },
  { method: "POST", path: PATH, handle: create },
  { method: "GET", path: ONE, handle: get },
  { method: "PUT", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: remove },
];

/** Of several groups at once, if their ids are joined by commas. */
function list(call: RoutedRequest): Answer {
  const { world, user, params, query } = call;
  const groups = (params.groupId ?? "").split(",")
    .map((id) => world.groupOf(id, user.id));
  if (groups.includes(undefined)) return NOT_FOUND;
  world.revealAll();
  const topics = groups.flatMap((group) => world.topicsOf(group?.id ?? ""));
  const page = pageOf(topics, query, { perPage: 100, maxPerPage: 100 });
  return ok(page.map((topic) => topicWire(call, topic)));
}

function get(call: RoutedRequest): Answer {
  const found = find(call);
  if (!found) return NOT_FOUND;
  const { topic } = found;
  topic.conversation.reveal(call.world.now());
  return ok(topicWire(call, topic));
}

function create(call: RoutedRequest): Answer {
  const { world, user, params, fields } = call;
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return NOT_FOUND;
  if (!isAdmin(group, user.id)) return FORBIDDEN;
  const profile = readTopic(fields);
  const error = profileError({ name: "", ...profile });
  if (error) return documentedFailure(400, [error]);
  const creatorId = user.id;
  return ok(writtenWire(makeTopic(world, { group, creatorId, profile })), 201);
}

function update(call: RoutedRequest): Answer {
  const { world, user, fields } = call;
  const { group, topic } = find(call) ?? {};
  if (!group || !topic) return NOT_FOUND;
  if (!isAdmin(group, user.id)) return FORBIDDEN;
  const profile = readTopic(fields);
  const error = profileError(profile);
  if (error) return documentedFailure(400, [error]);
  changeTopic(world, group, topic, user.id, profile);
  return ok(writtenWire(topic));
}

function remove(call: RoutedRequest): Answer {
  const { world, user } = call;
  const { group, topic } = find(call) ?? {};
  if (!group || !topic) return NOT_FOUND;
  if (!isAdmin(group, user.id)) return FORBIDDEN;
  removeTopic(world, group, topic, user.id);
  return empty(200);
}

function find(
  { world, user, params: { groupId = "", topicId = "" } }: RoutedRequest,
): { group: Group; topic: Topic } | undefined {
  const group = world.groupOf(groupId, user.id);
  const topic = world.topics.get(topicId);
  return group && topic?.parentId === group.id ? { group, topic } : undefined;
}

function readTopic(fields: Fields): Partial<TopicProfile> {
  const profile: Partial<TopicProfile> = {};
  const has = (name: string) => Object.hasOwn(fields, name);
  if (has("topic")) profile.name = asText(fields.topic) ?? "";
  if (has("description")) {
    profile.description = asText(fields.description) ?? "";
  }
  if (has("avatar_url")) profile.avatarUrl = asText(fields.avatar_url) ?? null;
  if (has("group_type")) profile.type = asText(fields.group_type) ?? "private";
  if (has("like_icon")) profile.likeIcon = fields.like_icon ?? null;
  return profile;
}

/** A topic as it is read: its ids are numbers. */
function topicWire(
  { world, user, query }: RoutedRequest,
  topic: Topic,
): object {
  const until = topic.mutedUntil.get(user.id) ?? 0;
  return {
    messages: messagesWire(topic.conversation),
    ...writtenWire(topic),
    creator_user_id: Number(topic.creatorId),
    muted_until: until > world.seconds() ? until : null,
    ...readWire(world, topic, user.id, includeOf(query)),
    message_edit_period: topic.messageEditPeriod,
  };
}

/** A topic as it is answered to who made or changed it. */
function writtenWire(topic: Topic): object {
  return {
    id: Number(topic.id),
    parent_id: Number(topic.parentId),
    topic: topic.name,
    description: topic.description,
    avatar_url: topic.avatarUrl,
    type: topic.type,
    like_icon: topic.likeIcon,
    created_at: topic.createdAt,
    updated_at: topic.updatedAt,
  };
}
