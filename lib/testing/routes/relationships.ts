import { ok } from "../answer.ts";
import type { Call, Route } from "../router.ts";

const pageSize = 200;

/** Lists the people one knows, oldest first, each page from a time on. */
export const relationshipRoutes: readonly Route[] = [
  { method: "GET", path: "/v4/relationships", handle: list },
];

function list({ world, user, query }: Call) {
  const since = query.get("since") ?? "";
  const withBlocked = query.get("include_blocked") !== "false";
  const known = new Set<string>();
  for (const { members } of world.groups.values()) {
    if (members.has(user.id)) {
      for (const id of members.keys()) known.add(id);
    }
  }
  for (const { userIds } of world.chats.values()) {
    if (userIds.includes(user.id)) { for (const id of userIds) known.add(id); }
  }
  const blocked = new Set(
    world.blocks.filter(({ userId }) => userId === user.id)
      .map(({ blockedUserId }) => blockedUserId),
  );
  const rows: ({ updated_at_iso8601: string } & Record<string, unknown>)[] = [];
  let order = 0;
  for (
    const { id, name, imageUrl, createdAt, updatedAt } of world.users.values()
  ) {
    order++;
    const isBlocked = blocked.has(id);
    const isLeftOut = !known.has(id) || id === user.id ||
      (isBlocked && !withBlocked);
    if (isLeftOut) continue;
    rows.push({
      ...{ id, user_id: id, name, avatar_url: imageUrl },
      created_at: createdAt,
      created_at_iso8601: iso(createdAt, order),
      updated_at: updatedAt,
      updated_at_iso8601: iso(updatedAt, order),
      ...{ reason: 2, hidden: false, app_installed: true },
      ...{ blocked: isBlocked, is_blocked: isBlocked },
    });
  }
  rows.sort((a, b) => a.updated_at_iso8601 < b.updated_at_iso8601 ? -1 : 1);
  const page = rows.filter(({ updated_at_iso8601: at }) => at > since);
  return ok(page.slice(0, pageSize));
}

/** The time with microseconds, which here tell users of one second apart. */
function iso(seconds: number, microseconds: number): string {
  const start = new Date(seconds * 1000).toISOString().slice(0, -5);
  return `${start}.${String(microseconds % 1e6).padStart(6, "0")}Z`;
}
