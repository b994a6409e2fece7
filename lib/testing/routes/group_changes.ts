import {
  type Answer,
  documentedFailure,
  empty,
  forbidden,
  notFound,
  ok,
} from "../server/answer.ts";
import { fieldsOf } from "../server/body.ts";
import { refuseUnverified } from "../server/device_verification.ts";
import { makeGroup } from "../model/founding.ts";
import { type Group, type GroupProfile, isAdmin } from "../model/group.ts";
import { profileError, readProfile } from "../model/group_fields.ts";
import { groupWire, shareUrl } from "../model/group_wire.ts";
import { eventUser, notice } from "../model/notices.ts";
import type { Call, Route } from "../server/router.ts";
import type { World } from "../model/world.ts";

/** Makes, changes and destroys groups. */
export const groupChangeRoutes: readonly Route[] = [
  { method: "POST", path: "/v3/groups", handle: create },
  { method: "POST", path: "/v3/groups/:groupId/update", handle: update },
  { method: "POST", path: "/v3/groups/:groupId/destroy", handle: destroy },
];

function create(call: Call): Answer {
  const { world, user, bytes } = call;
  const refusal = refuseUnverified(call);
  if (refusal) return refusal;
  const fields = fieldsOf(bytes);
  const profile = readProfile(fields);
  if (!profile.name) return documentedFailure(400, ["Name is required"]);
  const error = profileError(profile);
  if (error) return documentedFailure(400, [error]);
  const share = fields.share === true;
  const group = makeGroup(world, { owner: user, others: [], profile, share });
  return ok(groupWire(world, group), 201);
}

function update({ world, user, params, bytes }: Call): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return notFound;
  const fields = fieldsOf(bytes);
  if (world.settings.legacyUpdateBugs) {
    const bug = legacyBug(fields);
    if (bug) return bug;
  }
  // In a private group everybody may; in others the admins.
  const isAllowed = group.type === "private" || isAdmin(group, user.id);
  if (!isAllowed) return forbidden;
  const profile = readProfile(fields);
  const error = profileError(profile);
  if (error) return documentedFailure(400, [error]);
  const before = { ...group };
  Object.assign(group, profile);
  if (Object.hasOwn(fields, "share")) {
    group.shareToken = fields.share === true
      ? group.shareToken ?? world.secret(8)
      : null;
  }
  group.touched = world.momentId();
  tell(world, group, before, user.id);
  return ok({
    ...groupWire(world, group),
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

function destroy({ world, user, params }: Call): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return notFound;
  if (group.ownerId !== user.id) return forbidden;
  world.groups.delete(group.id);
  for (const { botId, groupId } of world.bots.values()) {
    if (groupId === group.id) world.bots.delete(botId);
  }
  return empty(200);
}

function tell(
  world: World,
  group: Group,
  before: GroupProfile & { shareToken: string | null },
  userId: string,
): void {
  const user = eventUser(group, userId);
  const { nickname } = user;
  const { name, description: topic, imageUrl: avatar_url } = group;
  if (name !== before.name) {
    const text = `${nickname} changed the group's name to ${name}`;
    notice(world, group.conversation, text, "group.name_change", {
      user,
      name,
    });
  }
  if (topic !== before.description) {
    const text = `${nickname} changed the topic to: ${topic}`;
    notice(world, group.conversation, text, "group.topic_change", {
      user,
      topic,
    });
  }
  if (avatar_url !== before.imageUrl) {
    const text = `${nickname} changed the group's avatar`;
    notice(world, group.conversation, text, "group.avatar_change", {
      user,
      avatar_url,
    });
  }
  const isShared = group.shareToken !== null;
  if (isShared === (before.shareToken !== null)) return;
  const share_url = shareUrl(group);
  if (isShared) {
    const text = `${nickname} enabled the group's share link`;
    notice(world, group.conversation, text, "group.shared", {
      user,
      share_url,
    });
  } else {
    const text = `${nickname} disabled the group's share link`;
    notice(world, group.conversation, text, "group.unshared", { user });
  }
}
