import { ok } from "../server/answer.ts";
import { asFields, asList, asText } from "../server/body.ts";
import { activityOf, type Group } from "../model/group.ts";
import { groupWire } from "../model/group_wire.ts";
import { isId } from "../history/ids.ts";
import { eventUser, notice } from "../model/notices.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";

/** Hands groups over, and lists those one was in. */
export const OWNERSHIP_ROUTES: readonly Route[] = [
  { method: "GET", path: "/v3/groups/former", handle: former },
  { method: "POST", path: "/v3/groups/change_owners", handle: changeOwners },
];

function former({ world, user }: RoutedRequest) {
  world.revealAll();
  const groups: Group[] = [...world.groups.values()]
    .filter((group) => group.former.has(user.id))
    .sort((a, b) => activityOf(a) < activityOf(b) ? 1 : -1);
  return ok(groups.map((group) => groupWire(world, group, user)));
}

function changeOwners({ world, user, fields }: RoutedRequest) {
  const results = asList(fields.requests).map((request) => {
    const { group_id, owner_id } = asFields(request);
    const groupId = asText(group_id) ?? "";
    const ownerId = asText(owner_id) ?? "";
    const status = changeOwner(world, user.id, groupId, ownerId);
    return { group_id: groupId, owner_id: ownerId, status };
  });
  return ok({ results });
}

/** Makes another member the owner; returns the server's status of it. */
function changeOwner(
  world: World,
  userId: string,
  groupId: string,
  ownerId: string,
): string {
  if (!isId(groupId) || !isId(ownerId)) return "405";
  const group = world.groups.get(groupId);
  if (!group?.members.has(userId)) return "404";
  if (group.ownerId !== userId) return "403";
  if (ownerId === userId) return "400";
  const heir = group.members.get(ownerId);
  const owner = group.members.get(userId);
  if (!heir || !owner) return "404";
  group.ownerId = ownerId;
  heir.roles = ["admin", "owner"];
  owner.roles = ["admin"];
  const [old_owner, new_owner] = [
    eventUser(group, userId),
    eventUser(group, ownerId),
  ];
  const text =
    `${old_owner.nickname} made ${new_owner.nickname} owner of the group`;
  const data = { old_owner, new_owner };
  notice(world, group.conversation, text, "group.owner_changed", data);
  return "200";
}
