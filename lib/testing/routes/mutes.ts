import { type Answer, failure, NOT_FOUND, ok } from "../server/answer.ts";
import type { Group } from "../model/group.ts";
import type { Member, User } from "../model/people.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";

/** The first second of the year 10000: for ever. */
const FOR_EVER_SECONDS = 253_402_300_800;

const V2 = "/v2/groups/:groupId/memberships";
const V3 = "/v3/groups/:groupId";
const TOPIC = `${V3}/subgroups/:topicId`;

/** Mutes groups and topics for the user, for a time or for ever. */
export const MUTE_ROUTES: readonly Route[] = [
  { method: "POST", path: `${V2}/mute`, handle: mute },
  { method: "POST", path: `${V2}/unmute`, handle: unmute },
  { method: "POST", path: `${V3}/memberships/mute_all`, handle: muteAll },
  { method: "POST", path: `${V3}/memberships/unmute_all`, handle: unmuteAll },
  { method: "POST", path: `${TOPIC}/mute`, handle: muteTopic },
  { method: "POST", path: `${TOPIC}/unmute`, handle: unmuteTopic },
];

function mute(call: RoutedRequest): Answer {
  return withUntil(call, (until) => setGroup(call, until));
}

function unmute(call: RoutedRequest): Answer {
  return setGroup(call, 0);
}

function muteAll(call: RoutedRequest): Answer {
  return withUntil(call, (until) => setAll(call, until));
}

function unmuteAll(call: RoutedRequest): Answer {
  return setAll(call, 0);
}

function muteTopic(call: RoutedRequest): Answer {
  return withUntil(call, (until) => setTopic(call, until));
}

function unmuteTopic(call: RoutedRequest): Answer {
  return setTopic(call, 0);
}

/** Reads the duration in minutes; without one it is for ever. */
function withUntil(
  { world, fields: { duration } }: RoutedRequest,
  set: (until: number) => Answer,
): Answer {
  if (duration === undefined || duration === null) return set(FOR_EVER_SECONDS);
  const minutes = Number(duration);
  return minutes > 0
    ? set(world.seconds() + minutes * 60)
    : failure(400, ["duration is invalid"]);
}

function setGroup(
  { world, user, params }: RoutedRequest,
  until: number,
): Answer {
  const [group, member] = membership(world, params.groupId, user);
  if (!group || !member) return NOT_FOUND;
  member.mutedUntil = until;
  const membership_ = {
    id: member.id,
    user_id: user.id,
    nickname: member.nickname,
    avatar_url: member.imageUrl,
    state: until > 0 ? "muted" : "active",
    created_at: group.createdAt,
    updated_at: world.seconds(),
    muted_until: until || null,
    recap_enabled: false,
    child_states: null,
    has_sound_enabled: true,
    autokicked: false,
  };
  return ok({ membership: membership_ });
}

function setAll({ world, user, params }: RoutedRequest, until: number): Answer {
  const [group, member] = membership(world, params.groupId, user);
  if (!group || !member) return NOT_FOUND;
  member.mutedUntil = until;
  for (const { mutedUntil } of world.topicsOf(group.id)) {
    mutedUntil.set(user.id, until);
  }
  return ok({ membership: wholeWire(world, group, member, user) });
}

function setTopic(
  { world, user, params }: RoutedRequest,
  until: number,
): Answer {
  const [group, member] = membership(world, params.groupId, user);
  const TOPIC = world.topics.get(params.topicId ?? "");
  if (!group || !member || TOPIC?.parentId !== group.id) return NOT_FOUND;
  TOPIC.mutedUntil.set(user.id, until);
  const wire = wholeWire(world, group, member, user);
  return ok({ membership: { ...wire, muted_until: until || null } });
}

function membership(
  world: World,
  groupId = "",
  { id }: User,
): [Group, Member] | [] {
  const group = world.groupOf(groupId, id);
  const member = group?.members.get(id);
  return group && member ? [group, member] : [];
}

function wholeWire(
  world: World,
  group: Group,
  { id, userId, imageUrl, nickname, mutedUntil }: Member,
  { email, phoneNumber }: User,
): object {
  const now = world.seconds();
  const children = world.topicsOf(group.id)
    .map(({ id, mutedUntil }): [string, number] => [
      id,
      mutedUntil.get(userId) ?? 0,
    ])
    .filter(([, until]) => until > now);
  return {
    id,
    user_id: userId,
    country_code: "1",
    phone_number: phoneNumber.replace("+1 ", ""),
    email,
    avatar_url: imageUrl,
    nickname,
    creator: group.ownerId === userId,
    muted: mutedUntil > now,
    snoozed: false,
    has_sound_enabled: true,
    pending: false,
    muted_until: mutedUntil > now ? mutedUntil : null,
    muted_children: Object.fromEntries(children),
  };
}
