import {
  type Answer,
  failure,
  FORBIDDEN,
  NOT_FOUND,
  ok,
  UNAUTHORIZED,
} from "../server/answer.ts";
import { type Group, isAdmin } from "../model/group.ts";
import { memberWire } from "../model/group_wire.ts";
import { leave, letIn } from "../model/joining.ts";
import { eventUser, notice } from "../model/notices.ts";
import type { Applicant, Member } from "../model/people.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";

const PATH = "/v3/groups/:groupId";
const V2 = "/v2/groups/:groupId/memberships/:membershipId";

/** Lists members and applicants, and changes roles, for admins. */
export const MODERATION_ROUTES: readonly Route[] = [
  { method: "GET", path: `${PATH}/members`, handle: list },
  {
    method: "POST",
    path: `${PATH}/members/:membershipId/update`,
    handle: setRole,
  },
  { method: "GET", path: `${PATH}/pending_memberships`, handle: pending },
  {
    method: "POST",
    path: `${PATH}/members/:membershipId/approval`,
    handle: approve,
  },
  { method: "POST", path: `${V2}/destroy`, handle: bar },
  { method: "POST", path: `${V2}/activate`, handle: unbar },
];

function list(call: RoutedRequest): Answer {
  const { world, query } = call;
  return asAdmin(call, (group) => {
    const isInactive = query.get("filter") === "inactive";
    const memberships = isInactive
      ? [...group.former.values()].map(({ member, state }) =>
        rowWire(world, { ...member, roles: ["user"] }, state)
      )
      : [...group.members.values()].map((member) =>
        rowWire(world, member, "active")
      );
    return ok({ memberships });
  });
}

/** A membership as the index shows it: less than in the group, and its state. */
function rowWire(world: World, member: Member, state: string): object {
  const { autokicked: _, muted: __, image_url, ...wire } = memberWire(
    world,
    member,
  );
  // A row without a picture lacks the field.
  return { ...wire, ...image_url !== null && { image_url }, state };
}

function setRole(call: RoutedRequest): Answer {
  const { world, user, params, fields: { role } } = call;
  return asAdmin(call, (group) => {
    const member = byId(group.members.values(), params.membershipId);
    if (!member) return NOT_FOUND;
    if (role !== "admin" && role !== "user") {
      return failure(400, ["role is invalid"]);
    }
    if (member.userId === group.ownerId) return FORBIDDEN;
    if (!member.roles.includes(role)) {
      member.roles = [role];
      const data = {
        user: eventUser(group, user.id),
        role,
        member: eventUser(group, member.userId),
      };
      const { nickname } = data.user;
      const text = role === "admin"
        ? `${nickname} made ${member.nickname} an admin`
        : `${nickname} removed ${member.nickname} as an admin`;
      notice(world, group.conversation, text, "group.role_change_admin", data);
    }
    return ok({ member: memberWire(world, member) });
  });
}

/** Any member may read it. */
function pending({ world, user, params }: RoutedRequest): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return NOT_FOUND;
  return ok(
    [...group.pending.values()].map((it) => applicantWire(world, group, it)),
  );
}

function approve(call: RoutedRequest): Answer {
  const { world, params, fields: { approval } } = call;
  return asAdmin(call, (group) => {
    const applicant = byId(group.pending.values(), params.membershipId);
    const user = world.users.get(applicant?.userId ?? "");
    if (!applicant || !user) return NOT_FOUND;
    if (typeof approval !== "boolean") {
      return failure(400, ["approval is required"]);
    }
    if (approval) letIn(world, group, user);
    else group.pending.delete(user.id);
    return ok({
      membership_id: Number(applicant.id),
      state: approval ? "active" : "denied",
    });
  });
}

/** With the own membership it leaves the group; else it bars a former member. */
function bar(call: RoutedRequest): Answer {
  const { world, user, params } = call;
  const group = world.groupOf(params.groupId ?? "", user.id);
  const own = group?.members.get(user.id);
  if (group && own?.id === params.membershipId) {
    if (group.ownerId === user.id) return FORBIDDEN;
    leave(world, group, user.id, user.id);
    return ok(null);
  }
  return setBar(call, true);
}

function unbar(call: RoutedRequest): Answer {
  return setBar(call, false);
}

function setBar(call: RoutedRequest, isBarred: boolean): Answer {
  return asAdmin(call, ({ former }) => {
    const all = [...former.values()];
    const one = all.find(({ member }) =>
      member.id === call.params.membershipId
    );
    if (!one) return NOT_FOUND;
    const { member, state: before } = one;
    const state = isBarred && before === "exited"
      ? "exited_removed"
      : !isBarred && before === "exited_removed"
      ? "exited"
      : before;
    former.set(member.userId, { member, state, isBarred });
    return ok(null);
  });
}

/** For others than admins it is a 401, though the token is valid. */
function asAdmin(
  { world, user, params }: RoutedRequest,
  act: (group: Group) => Answer,
): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return NOT_FOUND;
  return isAdmin(group, user.id) ? act(group) : UNAUTHORIZED;
}

function byId<T extends Applicant | Member>(
  all: Iterable<T>,
  id: string | undefined,
): T | undefined {
  return [...all].find((it) => it.id === id);
}

function applicantWire(
  world: World,
  { joinQuestion, showJoinQuestion }: Group,
  { id, userId, answer, at }: Applicant,
): object {
  const user = world.users.get(userId);
  const reason = {
    type: "join_reason/membership_join_reason",
    question: joinQuestion,
    answer: { type: "join_reason/answers/text", response: answer ?? "" },
    method: "share_url",
  };
  return {
    id,
    user_id: userId,
    nickname: user?.name,
    image_url: user?.imageUrl,
    reason: showJoinQuestion ? reason : null,
    timestamp: at,
    state: "requested_pending",
  };
}
