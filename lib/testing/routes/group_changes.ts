import {
  type Answer,
  documentedFailure,
  empty,
  failure,
  FORBIDDEN,
  NOT_FOUND,
  ok,
  refuseUnverified,
} from "../server/answer.ts";

import { asFields } from "../server/body.ts";
import { editPeriodOfType } from "../model/conversation_context.ts";
import { makeGroup } from "../model/founding.ts";
import { isAdmin } from "../model/group.ts";
import { profileError, readProfile } from "../model/group_fields.ts";
import { groupWire } from "../model/group_wire.ts";
import { postChangeNotices } from "../model/group_notices.ts";
import { readIcon } from "../model/like.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

/** Makes, changes and destroys groups. */
export const GROUP_CHANGE_ROUTES: readonly Route[] = [
  { method: "POST", path: "/v3/groups", handle: create },
  { method: "POST", path: "/v3/groups/:groupId/update", handle: update },
  { method: "POST", path: "/v3/groups/:groupId/destroy", handle: destroy },
  {
    method: "POST",
    path: "/v3/groups/:groupId/like_icon",
    handle: setLikeIcon,
  },
];

function create(call: RoutedRequest): Answer {
  const { world, user, fields } = call;
  const refusal = refuseUnverified(call);
  if (refusal) return refusal;
  const profile = readProfile(fields);
  if (!profile.name) return documentedFailure(400, ["Name is required"]);
  const error = profileError(profile);
  if (error) return documentedFailure(400, [error]);
  const share = fields.share === true;
  const group = makeGroup(world, { owner: user, others: [], profile, share });
  return ok(groupWire(world, group, user), 201);
}

function update({ world, user, params, fields }: RoutedRequest): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return NOT_FOUND;
  if (world.settings.legacyUpdateBugs) {
    const bug = legacyBug(fields);
    if (bug) return bug;
  }
  // In a private group everybody may; in others the admins.
  const isAllowed = group.type === "private" || isAdmin(group, user.id);
  if (!isAllowed) return FORBIDDEN;
  const profile = readProfile(fields);
  const error = profileError(profile);
  if (error) return documentedFailure(400, [error]);
  const before = { ...group };
  Object.assign(group, profile);
  if (group.type !== before.type) {
    group.messageEditPeriod = editPeriodOfType(group.type);
  }
  if (Object.hasOwn(fields, "share")) {
    group.shareToken = fields.share === true
      ? group.shareToken ?? world.secret(8)
      : null;
  }
  group.touched = world.momentId();
  postChangeNotices(world, group, before, user.id);
  return ok({
    ...groupWire(world, group, user),
    thread_id: null,
    theme_id: null,
    theme_custom_url: null,
    max_memberships: 5000,
  });
}

function legacyBug(fields: Readonly<Record<string, unknown>>) {
  if (fields.name === undefined || fields.name === null) {
    return documentedFailure(400, ["Topic can't be blank"]);
  }
  if (fields.office_mode === undefined || fields.office_mode === null) {
    return documentedFailure(500, [
      "sql: Scan error on column index 14: sql/driver: couldn't convert <nil> (<nil>) into type bool",
    ]);
  }
  return undefined;
}

function setLikeIcon({ world, user, params, fields }: RoutedRequest): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return NOT_FOUND;
  if (group.type !== "private" && !isAdmin(group, user.id)) return FORBIDDEN;
  const { like_icon } = fields;
  const isNone = like_icon === null;
  const icon = isNone ? null : readIcon(asFields(like_icon));
  if (icon === undefined) return failure(400, ["like_icon is invalid"]);
  const before = { ...group };
  group.likeIcon = icon;
  postChangeNotices(world, group, before, user.id);
  return ok(null);
}

function destroy({ world, user, params }: RoutedRequest): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return NOT_FOUND;
  if (group.ownerId !== user.id) return FORBIDDEN;
  world.groups.delete(group.id);
  for (const { id } of world.topicsOf(group.id)) world.topics.delete(id);
  for (const { botId, groupId } of world.bots.values()) {
    if (groupId === group.id) world.bots.delete(botId);
  }
  return empty(200);
}
