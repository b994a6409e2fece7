import { type Answer, empty, NOT_FOUND, ok } from "../server/answer.ts";
import { activityOf, type Group } from "../model/group.ts";
import { secondsOfId } from "../history/ids.ts";
import type { User } from "../model/people.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";

/** Shows groups before one joins, and where one stands with them. */
export const JOINING_ROUTES: readonly Route[] = [
  { method: "GET", path: "/v3/memberships/states", handle: states },
  {
    method: "GET",
    path: "/v3/groups/pending_memberships",
    handle: pendingSummary,
  },
  { method: "GET", path: "/v3/groups/:groupId/preview", handle: preview },
  {
    method: "GET",
    path: "/v3/groups/:groupId/preview/:shareToken",
    handle: previewByToken,
  },
  {
    method: "DELETE",
    path: "/v3/groups/:groupId/revoke_join",
    handle: revoke,
  },
];

function states({ world, user }: RoutedRequest): Answer {
  const rows = [...world.groups.values()].flatMap((group) => {
    const state = group.members.has(user.id)
      ? "active"
      : group.pending.has(user.id)
      ? "pending"
      : group.former.get(user.id)?.state;
    return state ? [{ group_id: group.id, state }] : [];
  });
  return ok(rows);
}

function pendingSummary({ world, user }: RoutedRequest): Answer {
  return ok({ requests_sent: requestsSent(world, user) });
}

/** The user's applications that are still pending. */
export function requestsSent({ groups }: World, { id }: User): object[] {
  return [...groups.values()].flatMap((group) => {
    const applicant = group.pending.get(id);
    if (!applicant) return [];
    return [{
      group_id: group.id,
      name: group.name,
      image_url: group.imageUrl,
      state: "requested_pending",
      updated_at: applicant.at,
      user_count: group.members.size,
    }];
  });
}

function preview({ world, params }: RoutedRequest): Answer {
  const group = world.groups.get(params.groupId ?? "");
  if (!group) return NOT_FOUND;
  return ok({
    id: group.id,
    theme_name: group.themeName,
    like_icon: group.likeIcon,
    updated_at: secondsOfId(activityOf(group)),
    ...questionWire(group),
    children_count: world.topicsOf(group.id).length,
  });
}

function previewByToken({ world, params }: RoutedRequest): Answer {
  const group = world.groups.get(params.groupId ?? "");
  if (!group || group.shareToken !== params.shareToken) return NOT_FOUND;
  return ok({
    group: {
      id: group.id,
      name: group.name,
      description: group.description,
      members_count: group.members.size,
      ...questionWire(group),
    },
  });
}

function revoke({ world, user, params }: RoutedRequest): Answer {
  const group = world.groups.get(params.groupId ?? "");
  return group?.pending.delete(user.id) ? empty(200) : NOT_FOUND;
}

function questionWire(group: Group): object {
  return {
    requires_approval: group.requiresApproval,
    show_join_question: group.showJoinQuestion,
    join_question: group.joinQuestion,
  };
}
