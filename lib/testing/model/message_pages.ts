import {
  type Answer,
  failure,
  NOT_MODIFIED,
  okJson,
} from "../server/answer.ts";
import type { Conversation, Stretch } from "./conversation.ts";
import { isId, trimId } from "../history/ids.ts";
import type { Settings } from "../options.ts";
import type { World } from "./world.ts";

const ID_PARAMETERS = ["before_id", "after_id", "since_id"] as const;
type IdParameter = typeof ID_PARAMETERS[number];

/** The kind of a page of messages. */
export interface PageKind {
  /** `messages` or `direct_messages`. */
  readonly name: string;
  /** The effect of `after_id`. */
  readonly afterId: Settings["directAfterId"];
  /** The newest message that the user has cleared. */
  readonly floor?: string;
  /** Further fields of the page, as JSON. */
  readonly extra?: string;
}

/** Answers with the page of a conversation that the query asks for. */
export function messagePage(
  conversation: Conversation,
  query: URLSearchParams,
  world: World,
  { name, afterId, floor, extra = "" }: PageKind,
): Answer {
  const { settings } = world;
  const limit = readLimit(query);
  if (limit === undefined) {
    return failure(400, ["limit must be between 1 and 200"]);
  }
  const given = ID_PARAMETERS.filter((parameter) =>
    query.has(parameter) && !(parameter === "after_id" && afterId === "ignored")
  );
  const [parameter] = given;
  const id = parameter && trimId(query.get(parameter) ?? "");
  const isBad = given.length > 1 || (id !== undefined && !isId(id)) ||
    (parameter === "after_id" && afterId === "refused");
  if (isBad) return failure(400, ["only one valid anchor is allowed"]);
  const isGone = id !== undefined && conversation.hasDeleted(id);
  if (isGone && settings.deletedAnchors === "nothing") return NOT_MODIFIED;
  if (id && settings.strictAnchors && !conversation.knows(id)) {
    return failure(400, [`${parameter} is not a message of this conversation`]);
  }
  const stretch = stretchOf(conversation, parameter, id ?? "");
  if (floor !== undefined) {
    stretch.from = Math.max(stretch.from, conversation.upperBound(floor));
  }
  const rows = conversation.jsons(
    { ...stretch, limit: rowsFor(world, limit) },
    takesFiles(query),
  );
  if (rows.length === 0) return NOT_MODIFIED;
  return okJson(
    `{"count":${conversation.lifetime},"${name}":[${rows.join(",")}]${extra}}`,
  );
}

/** Whether the client says that it knows messages with files. */
function takesFiles(query: URLSearchParams): boolean {
  return ["1", "true"].includes(query.get("acceptFiles") ?? "");
}

/** The maximum number of messages of a page, now and then fewer than asked for. */
function rowsFor({ settings, irregularities }: World, limit: number): number {
  const rows = Math.min(limit, settings.pageCap);
  const isShort = settings.shortPages > 0 &&
    irregularities.fraction() < settings.shortPages;
  return isShort ? irregularities.between(1, rows + 1) : rows;
}

function readLimit(query: URLSearchParams): number | undefined {
  const text = query.get("limit");
  if (text === null) return 20;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= 200 ? limit : undefined;
}

function stretchOf(
  conversation: Conversation,
  parameter: IdParameter | undefined,
  id: string,
): Omit<Stretch, "limit"> {
  const to = conversation.size;
  switch (parameter) {
    case "before_id":
      return { from: 0, to: conversation.lowerBound(id), isNewestFirst: true };
    case "after_id":
      return { from: conversation.upperBound(id), to, isNewestFirst: false };
    case "since_id":
      return { from: conversation.upperBound(id), to, isNewestFirst: true };
    default:
      return { from: 0, to, isNewestFirst: true };
  }
}
