import {
  type Answer,
  empty,
  failure,
  FORBIDDEN,
  NOT_FOUND,
  ok,
  refuseUnverified,
} from "../server/answer.ts";
import { asFields, asList, asText } from "../server/body.ts";
import { isAdmin } from "../model/group.ts";
import { leave } from "../model/joining.ts";
import { isNickname, requestMembers } from "../model/memberships.ts";
import { eventUser, notice } from "../model/notices.ts";
import type { AddingOutcome, Member } from "../model/people.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";

const PATH = "/v3/groups/:groupId";
/** The code of a person who could not be added. */
const NOT_ADDED = 40301;

/** Adds, removes and renames members. */
export const MEMBER_ROUTES: readonly Route[] = [
  { method: "POST", path: `${PATH}/members/add`, handle: add },
  {
    method: "GET",
    path: `${PATH}/members/results/:resultsId`,
    handle: results,
  },
  {
    method: "GET",
    path: "/v4/groups/:groupId/members/results/:resultsId",
    handle: resultsWithFailures,
  },
  { method: "POST", path: `${PATH}/members/:memberId/remove`, handle: remove },
  { method: "POST", path: `${PATH}/memberships/update`, handle: update },
];

function add(call: RoutedRequest): Answer {
  const { world, user, params, fields } = call;
  const refusal = refuseUnverified(call);
  if (refusal) return refusal;
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return NOT_FOUND;
  const isAllowed = group.type === "private" || isAdmin(group, user.id);
  if (!isAllowed) return FORBIDDEN;
  const wanted = asList(fields.members).map((value) => {
    const one = asFields(value);
    return {
      guid: asText(one.guid) ?? world.random.uuid(),
      nickname: asText(one.nickname) ?? "",
      userId: asText(one.user_id),
      email: asText(one.email),
      phoneNumber: asText(one.phone_number),
    };
  });
  if (wanted.length === 0) return failure(400, ["members are required"]);
  const id = world.random.uuid();
  const at = world.now();
  requestMembers(world, {
    id,
    groupId: group.id,
    userId: user.id,
    at,
    wanted,
  });
  return ok({ results_id: id }, 202);
}

/** Who could not be added is just missing. */
function results(call: RoutedRequest): Answer {
  return withOutcome(
    call,
    ({ added }) => ({ members: addedWire(call, added) }),
  );
}

function resultsWithFailures(call: RoutedRequest): Answer {
  return withOutcome(call, ({ added, failed }) => ({
    members: addedWire(call, added),
    failed: failed.map((guid) => ({ guid, code: NOT_ADDED })),
  }));
}

function withOutcome(
  { world, user, params }: RoutedRequest,
  show: (outcome: AddingOutcome) => object,
): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  const job = world.jobs.get(params.resultsId ?? "");
  if (!group || job?.groupId !== group.id) return NOT_FOUND;
  if (!job.outcome) return failure(503, ["results are not ready"]);
  return ok(show(job.outcome));
}

function addedWire(
  { world }: RoutedRequest,
  added: AddingOutcome["added"],
): object[] {
  return added.map(({ guid, member }) => ({
    ...membershipWire(world, member),
    guid,
  }));
}

function remove({ world, user, params }: RoutedRequest): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  const member = [...group?.members.values() ?? []]
    .find(({ id }) => id === params.memberId);
  if (!group || !member) return NOT_FOUND;
  const isSelf = member.userId === user.id;
  const isAllowed = (isSelf || isAdmin(group, user.id)) &&
    member.userId !== group.ownerId;
  if (!isAllowed) return FORBIDDEN;
  leave(world, group, member.userId, user.id);
  return empty(200);
}

function update({ world, user, params, fields }: RoutedRequest): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  const member = group?.members.get(user.id);
  if (!group || !member) return NOT_FOUND;
  const { nickname, avatar_url } = asFields(fields.membership);
  if (nickname !== undefined && !isNickname(asText(nickname) ?? "")) {
    return failure(400, ["nickname must have 1 to 50 characters"]);
  }
  if (avatar_url !== undefined) {
    const url = asText(avatar_url) ?? null;
    const isOther = url !== member.imageUrl;
    member.imageUrl = url;
    if (isOther) {
      const who = eventUser(group, user.id);
      const text = `${who.nickname} changed their avatar`;
      const data = { user: who, avatar_url: url };
      const type = "membership.avatar_changed";
      notice(world, group.conversation, text, type, data);
    }
  }
  const name = asText(nickname);
  if (name !== undefined && name !== member.nickname) {
    const before = eventUser(group, user.id);
    member.nickname = name;
    const text = `${before.nickname} changed name to ${name}`;
    const data = { user: before, name };
    notice(
      world,
      group.conversation,
      text,
      "membership.nickname_changed",
      data,
    );
  }
  const { imageUrl } = member;
  return ok({ ...membershipWire(world, member), avatar_url: imageUrl });
}

function membershipWire(world: World, member: Member): object {
  return {
    id: member.id,
    user_id: member.userId,
    nickname: member.nickname,
    muted: member.mutedUntil > world.seconds(),
    image_url: member.imageUrl,
    autokicked: false,
    app_installed: true,
  };
}
