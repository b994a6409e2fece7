import { asFields, asList, asText, type Fields } from "../server/body.ts";
import type { MessageChange } from "./change.ts";
import type { Conversation } from "./conversation.ts";
import { irregularIdOf } from "../history/irregular_ids.ts";
import { urlAt } from "../server/hosts.ts";
import { secondsOfId } from "../history/ids.ts";
import { StoredMessage } from "./stored_message.ts";
import type { WireAttachment, WireEvent, WireMessage } from "./wire.ts";
import type { World } from "./world.ts";

/** Time that the server remembers a `source_guid`, in ms. */
const GUID_LIFE_MS = 60_000;
/** The maximum length of a text, in code points. */
const MAX_TEXT_LENGTH = 1000;

/** The author of a message. */
export interface Author {
  /** The id that the message carries. */
  readonly id: string;
  /** The name that the message carries. */
  readonly name: string;
  /** The picture that the message carries. */
  readonly imageUrl: string | null;
  /** The kind of sender. */
  readonly type: "user" | "bot" | "system" | "service";
}

/** The content of a message. */
export interface Post {
  /** The text. */
  readonly text: string | null;
  /** The attachments. */
  readonly attachments: WireAttachment[];
  /** The `source_guid`. */
  readonly guid?: string;
  /** The id, if it is not made from the time. */
  readonly id?: string;
  /** The event of a notice. */
  readonly event?: WireEvent;
  /** Time until the message is listed, in ms. */
  readonly visibleAfter?: number;
}

/** The sender of notices. */
export const SYSTEM: Author = {
  id: "system",
  name: "GroupMe",
  imageUrl: null,
  type: "system",
};

/** Reads the content of a message; `undefined` when the server refuses it. */
export function readPost(
  { settings }: World,
  fields: Fields,
): Post | undefined {
  const text = asText(fields.text) ?? null;
  const attachments = asList(fields.attachments)
    .filter((value) => typeof asFields(value).type === "string")
    .map((value) => value as WireAttachment);
  const isEmpty = (text ?? "").trim() === "" && attachments.length === 0;
  if (isEmpty || [...text ?? ""].length > MAX_TEXT_LENGTH) return undefined;
  // Videos must have been uploaded.
  const videos = urlAt(settings, "v.groupme.com", "/");
  const isForeign = attachments.some(({ type, url }) =>
    type === "video" && !asText(url)?.startsWith(videos)
  );
  if (isForeign) return undefined;
  return { text, attachments, guid: asText(fields.source_guid) };
}

/**
 * Remembers a `source_guid`.
 *
 * @returns Whether it is new within a minute.
 */
export function claimGuid(world: World, key: string): boolean {
  const now = world.now();
  for (const [known, at] of world.guids) {
    if (at + GUID_LIFE_MS > now) break;
    world.guids.delete(known);
  }
  if (world.guids.has(key)) return false;
  world.guids.set(key, now);
  return true;
}

/** Adds a message to a conversation, and emits the change. */
export function post(
  world: World,
  conversation: Conversation,
  author: Author,
  content: Post,
): WireMessage {
  const { chat, topic } = world.contextOf(conversation.id) ?? {};
  const sortKey = world.nextId();
  const id = content.id ?? idFor(world, sortKey);
  const base = {
    attachments: content.attachments,
    avatar_url: author.imageUrl,
    created_at: secondsOfId(sortKey),
    favorited_by: [],
    id,
    name: author.name,
    sender_id: author.id,
    sender_type: author.type,
    source_guid: content.guid ?? world.random.uuid(),
    text: content.text,
    user_id: author.id,
    pinned_at: null,
    pinned_by: "",
    ...content.event && { event: content.event },
  };
  const [low = "", high = ""] = chat?.userIds ?? [];
  const data: WireMessage = chat
    ? {
      ...base,
      avatar_url: base.avatar_url ?? "",
      conversation_id: chat.id,
      recipient_id: author.id === low ? high : low,
    }
    : {
      ...base,
      group_id: conversation.id,
      system: author.type === "system",
      platform: "gm",
      ...topic && { parent_id: topic.parentId },
    };
  const now = world.now();
  const visibleAt = now + (content.visibleAfter ?? 0);
  conversation.add(new StoredMessage(data, visibleAt, sortKey), now);
  announce(world, "message", data, conversation.id);
  return data;
}

function idFor({ irregularities, settings }: World, sortKey: string): string {
  const isIrregular = settings.irregularIds > 0 &&
    irregularities.fraction() < settings.irregularIds;
  return isIrregular ? irregularIdOf(sortKey, irregularities.bits()) : sortKey;
}

/** Emits the change of a new or changed message. */
export function announce(
  world: World,
  type: MessageChange["type"],
  message: WireMessage,
  conversationId: string,
): void {
  const userIds = world.audienceOf(conversationId);
  world.changes.next({ type, conversationId, userIds, message });
}
