import { empty, NOT_FOUND, ok } from "../server/answer.ts";
import { asText } from "../server/body.ts";
import { contactsOf } from "../model/contacts.ts";
import type { User } from "../model/people.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

const PAGE_SIZE = 200;

/** Lists the people one knows, oldest first, each page from a time or an id on. */
export const RELATIONSHIP_ROUTES: readonly Route[] = [
  { method: "GET", path: "/v4/relationships", handle: list },
  { method: "POST", path: "/v4/relationships/create", handle: create },
  { method: "DELETE", path: "/v4/relationships/:otherId", handle: remove },
];

function list({ world, user, query }: RoutedRequest) {
  const since = microsecondsOf(query.get("since") ?? "");
  const lastId = idOfPage(query.get("page"));
  const withBlocked = query.get("include_blocked") === "true";
  const blocked = new Set(
    world.blocks.filter(({ userId }) => userId === user.id)
      .map(({ blockedUserId }) => blockedUserId),
  );
  const known = contactsOf(world, user);
  const rows = [...world.users.values()]
    .map((other, order) => relationshipWire(other, order, blocked))
    .filter(({ id }) => known.has(id) && (withBlocked || !blocked.has(id)))
    .filter(({ updated_at_iso8601: at }) => !(microsecondsOf(at) <= since))
    .sort((a, b) => a.updated_at_iso8601 < b.updated_at_iso8601 ? -1 : 1);
  const from = rows.findIndex(({ id }) => id === lastId) + 1;
  const limit = Number(query.get("limit") ?? PAGE_SIZE);
  const size = limit >= 1 ? Math.min(limit, PAGE_SIZE) : PAGE_SIZE;
  return ok(rows.slice(from, from + size));
}

/** A time in microseconds, however many decimals it has; `NaN` for none. */
function microsecondsOf(time: string): number {
  const [whole = "", decimals = ""] = time.replace(/Z$/, "").split(".");
  return Date.parse(`${whole}Z`) * 1_000 +
    Number(decimals.padEnd(6, "0").slice(0, 6));
}

/** A page begins behind the id that it holds in base 64. */
function idOfPage(page: string | null): string | undefined {
  try {
    return page === null ? undefined : atob(page);
  } catch {
    return undefined;
  }
}

/** The end of a contact link names the user. */
function create({ world, user, fields }: RoutedRequest) {
  const other = world.users.get(asText(fields.user_id) ?? "");
  const isGood = other && other.shareToken !== null &&
    other.shareToken === asText(fields.token);
  if (!isGood) return NOT_FOUND;
  world.contacts.set(user.id, other.id, true);
  world.contacts.set(other.id, user.id, true);
  return ok({}, 201);
}

function remove({ world, user, params }: RoutedRequest) {
  const { otherId = "" } = params;
  if (!contactsOf(world, user).has(otherId)) return NOT_FOUND;
  world.contacts.set(user.id, otherId, false);
  return empty(202);
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

/** The time with microseconds, which order the users of one second. */
function iso(seconds: number, microseconds: number): string {
  const start = new Date(seconds * 1000).toISOString().slice(0, -5);
  return `${start}.${String(microseconds % 1e6).padStart(6, "0")}Z`;
}
