import { NOT_FOUND, ok } from "../server/answer.ts";
import { activityOf, type Group } from "../model/group.ts";
import { bareGroupWire, groupWire } from "../model/group_wire.ts";
import { includeOf } from "../model/reading.ts";
import { pageOf } from "../server/page_numbers.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

/** The most groups on a page, as clients have met it. */
const MAX_PER_PAGE = 500;

/** Reads groups: the list of one's own, by latest activity, and one of them. */
export const GROUP_ROUTES: readonly Route[] = [
  { method: "GET", path: "/v3/groups", handle: list },
  { method: "GET", path: "/v3/groups/:groupId", handle: get },
];

function list({ world, user, query }: RoutedRequest) {
  world.revealAll();
  const mine: [string, Group][] = [];
  for (const group of world.groups.values()) {
    if (group.members.has(user.id)) mine.push([activityOf(group), group]);
  }
  mine.sort(([a], [b]) => a < b ? 1 : a > b ? -1 : 0);
  const omitted = (query.get("omit") ?? "").split(",");
  const wire = omitted.includes("memberships") ? bareGroupWire : groupWire;
  const page = pageOf(mine, query, { perPage: 10, maxPerPage: MAX_PER_PAGE });
  const viewer = { id: user.id, include: includeOf(query) };
  return ok(page.map(([, group]) => wire(world, group, viewer)));
}

function get({ world, user, params }: RoutedRequest) {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return NOT_FOUND;
  group.conversation.reveal(world.now());
  return ok(groupWire(world, group, user));
}
