import {
  type Answer,
  failure,
  FORBIDDEN,
  NOT_FOUND,
  ok,
  refuseUnverified,
} from "../server/answer.ts";
import { asFields, asText, type Fields } from "../server/body.ts";
import type { Group } from "../model/group.ts";
import { groupPreviewWire, groupWire } from "../model/group_wire.ts";
import { apply, enter, join as joinGroup } from "../model/joining.ts";
import { eventUser, notice } from "../model/notices.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

/** Lets users into groups, for the first time or again. */
export const JOIN_ROUTES: readonly Route[] = [
  { method: "POST", path: "/v3/groups/join", handle: rejoin },
  { method: "POST", path: "/v3/groups/:groupId/join", handle: joinByBody },
  {
    method: "POST",
    path: "/v3/groups/:groupId/join/:shareToken",
    handle: joinByPath,
  },
];

function joinByPath(call: RoutedRequest): Answer {
  const { fields, params } = call;
  return refuseUnverified(call) ?? join(call, params.shareToken, fields, 200);
}

function joinByBody(call: RoutedRequest): Answer {
  const { fields } = call;
  const token = asText(fields.share_token);
  // With a token it is still open to all clients; without one it is not.
  const refusal = token === undefined ? refuseUnverified(call) : undefined;
  return refusal ?? join(call, token, fields, 201);
}

function join(
  { world, user, params }: RoutedRequest,
  shareToken: string | undefined,
  fields: Fields,
  joinedStatus: number,
): Answer {
  const group = world.groups.get(params.groupId ?? "");
  const isGood = group && shareToken && group.shareToken === shareToken;
  if (!isGood) return NOT_FOUND;
  if (group.members.has(user.id)) {
    return ok({ group: groupWire(world, group, user) }, 200, 20000);
  }
  if (group.former.get(user.id)?.isBarred) return barred;
  if (lacksAnswer(group, fields)) return answerRequired();
  if (group.requiresApproval) {
    apply(world, group, user.id, asText(asFields(fields.answer).response));
    return ok({ group: groupPreviewWire(world, group) }, 200, 20101);
  }
  joinGroup(world, group, user);
  return ok({ group: groupWire(world, group, user) }, joinedStatus, 20100);
}

const barred: Answer = failure(403, ["banned from group"], 40121);

function lacksAnswer({ showJoinQuestion }: Group, { answer }: Fields): boolean {
  return showJoinQuestion && !asText(asFields(answer).response);
}

function answerRequired(): Answer {
  const errors = ["Reason requires answer to groups question"];
  const details = { rejection_reason: "answer_required" };
  const meta = { code: 40016, errors, details };
  return { ...failure(400, []), body: JSON.stringify({ meta }) };
}

function rejoin({ world, user, fields }: RoutedRequest): Answer {
  const group = world.groups.get(asText(fields.group_id) ?? "");
  const former = group?.former.get(user.id);
  if (!group || (!former && !group.members.has(user.id))) return NOT_FOUND;
  // Who was removed cannot come back alone.
  if (former?.state === "removed" || former?.isBarred) return FORBIDDEN;
  // The answer is of the moment before: it lacks the own membership.
  const answer = ok(groupWire(world, group, user));
  if (!former) return answer;
  const member = enter(world, group, user);
  const data = { user: eventUser(group, user.id) };
  const text = `${member.nickname} has rejoined the group`;
  notice(world, group.conversation, text, "membership.announce.rejoined", data);
  return answer;
}
