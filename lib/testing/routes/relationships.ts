import { ok } from "../server/answer.ts";
import type { User } from "../model/people.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";

const PAGE_SIZE = 200;

/** Lists the people one knows, oldest first, each page from a time on. */
export const relationshipRoutes: readonly Route[] = [
  { method: "GET", path: "/v4/relationships", handle: list },
];

function list({ world, user, query }: RoutedRequest) {
  const since = query.get("since") ?? "";
  const withBlocked = query.get("include_blocked") !== "false";
  const blocked = new Set(
    world.blocks.filter(({ userId }) => userId === user.id)
      .map(({ blockedUserId }) => blockedUserId),
  );
  const known = acquaintances(world, user);
  const rows = [...world.users.values()]
    .map((other, order) => relationshipWire(other, order, blocked))
    .filter(({ id }) => known.has(id) && (withBlocked || !blocked.has(id)))
    .filter(({ updated_at_iso8601: at }) => at > since)
    .sort((a, b) => a.updated_at_iso8601 < b.updated_at_iso8601 ? -1 : 1);
  return ok(rows.slice(0, PAGE_SIZE));
}

/** The ids of the users who share a group or a chat with a user. */
function acquaintances({ groups, chats }: World, { id: me }: User) {
  const known = new Set<string>();
  for (const { members } of groups.values()) {
    if (members.has(me)) { for (const id of members.keys()) known.add(id); }
  }
  for (const { userIds } of chats.values()) {
    if (userIds.includes(me)) { for (const id of userIds) known.add(id); }
  }
  known.delete(me);
  return known;
}

function relationshipWire(
  { id, name, imageUrl, createdAt, updatedAt }: User,
  order: number,
  blocked: ReadonlySet<string>,
) {
  return {
    id,
    user_id: id,
    name,
    avatar_url: imageUrl,
    created_at: createdAt,
    created_at_iso8601: iso(createdAt, order),
    updated_at: updatedAt,
    updated_at_iso8601: iso(updatedAt, order),
    reason: 2,
    hidden: false,
    app_installed: true,
    blocked: blocked.has(id),
    is_blocked: blocked.has(id),
  };
}

/** The time with microseconds, which here tell users of one second apart. */
function iso(seconds: number, microseconds: number): string {
  const start = new Date(seconds * 1000).toISOString().slice(0, -5);
  return `${start}.${String(microseconds % 1e6).padStart(6, "0")}Z`;
}
