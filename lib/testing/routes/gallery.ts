import {
  type Answer,
  failure,
  GONE,
  NOT_MODIFIED,
  ok,
} from "../server/answer.ts";
import type { Conversation } from "../model/conversation.ts";
import { secondsOfId } from "../history/ids.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { StoredMessage } from "../model/stored_message.ts";

/** Pages through the messages with pictures, by time. */
export const GALLERY_ROUTES: readonly Route[] = [
  { method: "GET", path: "/v3/conversations/:id/gallery", handle: list },
];

const MAX_LIMIT = 200;
/** A ten-thousandth of a second, the step of `gallery_ts`, in ids. */
const TICK = 10_000n;

function list({ world, user, params, query }: RoutedRequest): Answer {
  const conversation = world.conversationOf(params.id ?? "", user.id);
  if (!conversation) return GONE;
  const limit = Number(query.get("limit") ?? 100);
  if (!(Number.isInteger(limit) && limit >= 1)) {
    return failure(400, ["limit is invalid"]);
  }
  const [before, after, since] = ["before", "after", "since"]
    .map((name) => readTime(query.get(name)));
  if ([before, after, since].includes(null)) {
    return failure(400, ["time is invalid"]);
  }
  const lower = after ?? since;
  // All three leave out the media of that very ten-thousandth of a second.
  const from = isTime(lower)
    ? conversation.lowerBound(String(lower + TICK))
    : 0;
  const to = isTime(before)
    ? conversation.lowerBound(String(before))
    : conversation.size;
  const isOldestFirst = isTime(after) && !isTime(before);
  const stretch = { from, to, isOldestFirst };
  const most = Math.min(limit, MAX_LIMIT, world.settings.pageCap);
  const rows = take(conversation, stretch, most);
  return rows.length > 0
    ? ok({ messages: rows.map(galleryWire) })
    : NOT_MODIFIED;
}

/** Also one of 0, as 1970 began. */
function isTime(time: bigint | null | undefined): time is bigint {
  return typeof time === "bigint";
}

function take(
  conversation: Conversation,
  { from, to, isOldestFirst }: {
    from: number;
    to: number;
    isOldestFirst: boolean;
  },
  limit: number,
): StoredMessage[] {
  const rows: StoredMessage[] = [];
  if (from >= to) return rows;
  const first = conversation.sortKeyAt(from);
  const last = conversation.sortKeyAt(to - 1);
  const media = isOldestFirst
    ? conversation.media(from, 1)
    : conversation.media(to - 1, -1);
  for (const message of media) {
    const { sortKey } = message;
    const isPast = isOldestFirst ? sortKey > last : sortKey < first;
    if (isPast || rows.length >= limit) break;
    rows.push(message);
  }
  return rows;
}

/** Reads a time as the id of its moment; `null` when it cannot be read. */
function readTime(text: string | null): bigint | null | undefined {
  if (text === null) return undefined;
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z?$/.exec(text);
  const ms = Date.parse(`${found?.[1]}Z`);
  if (!found || Number.isNaN(ms)) return null;
  const fraction = (found[2] ?? "").slice(0, 4).padEnd(8, "0");
  return BigInt(`${ms / 1000}${fraction}`);
}

function galleryWire({ data: message, sortKey }: StoredMessage): object {
  const { platform: _, pinned_at: __, pinned_by: ___, ...data } = message;
  const start = new Date(secondsOfId(sortKey) * 1000).toISOString().slice(
    0,
    -5,
  );
  return { ...data, gallery_ts: `${start}.${sortKey.slice(-8, -4)}Z` };
}
