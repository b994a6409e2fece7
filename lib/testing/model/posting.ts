import { asFields, asList, asText, type Fields } from "../server/body.ts";
import type { MessageChange } from "./change.ts";
import type { Conversation } from "./conversation.ts";
import { oddIdOf } from "../history/odd_ids.ts";
import { secondsOfId } from "../history/ids.ts";
import { StoredMessage } from "./stored_message.ts";
import type { WireAttachment, WireEvent, WireMessage } from "./wire.ts";
import type { World } from "./world.ts";

/** How long the server knows a `source_guid`, in ms. */
const guidLife = 60_000;
/** The longest text that the server takes. */
const maxLength = 1000;

/** Who posts. */
export interface Author {
  /** The id that the message carries. */
  readonly id: string;
  /** The name that the message carries. */
  readonly name: string;
  /** The picture that the message carries. */
  readonly imageUrl: string | null;
  /** What kind of sender it is. */
  readonly type: "user" | "bot" | "system" | "service";
}

/** What is posted. */
export interface Post {
  /** The words. */
  readonly text: string | null;
  /** Pictures, mentions and so on. */
  readonly attachments: WireAttachment[];
  /** What the sender calls the message. */
  readonly guid?: string;
  /** The id, where it is not made of the time. */
  readonly id?: string;
  /** What happened, in a system message. */
  readonly event?: WireEvent;
  /** How long it stays out of every list, in ms. */
  readonly visibleAfter?: number;
}

/** The sender of notices. */
export const system: Author = {
  id: "system",
  name: "GroupMe",
  imageUrl: null,
  type: "system",
};

/** Reads what is to be posted; `undefined` when the server refuses it. */
export function readPost(fields: Fields): Post | undefined {
  const text = asText(fields.text) ?? null;
  const attachments = asList(fields.attachments)
    .filter((value) => typeof asFields(value).type === "string")
    .map((value) => value as WireAttachment);
  const isEmpty = (text ?? "").trim() === "" && attachments.length === 0;
  if (isEmpty || [...text ?? ""].length > maxLength) return undefined;
  return { text, attachments, guid: asText(fields.source_guid) };
}

/**
 * Takes note of a guid.
 *
 * @returns Whether it is new: the first post with it stands, for a minute.
 */
export function claimGuid(world: World, key: string): boolean {
  const now = world.now();
  for (const [known, at] of world.guids) {
    if (at + guidLife > now) break;
    world.guids.delete(known);
  }
  if (world.guids.has(key)) return false;
  world.guids.set(key, now);
  return true;
}

/** Adds a message to a conversation, and tells who would be told. */
export function post(
  world: World,
  conversation: Conversation,
  author: Author,
  content: Post,
): WireMessage {
  const { chat, topic } = world.placeOf(conversation.id) ?? {};
  const place = world.nextId();
  const id = content.id ?? idFor(world, place);
  const base = {
    attachments: content.attachments,
    avatar_url: author.imageUrl,
    created_at: secondsOfId(place),
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
  conversation.add(new StoredMessage(data, visibleAt, place), now);
  announce(world, "message", data, conversation.id);
  return data;
}

function idFor({ oddities, settings }: World, place: string): string {
  const isOdd = settings.oddIds > 0 && oddities.fraction() < settings.oddIds;
  return isOdd ? oddIdOf(place, oddities.bits()) : place;
}

/** Tells whoever watches the world of a new or changed message. */
export function announce(
  world: World,
  type: MessageChange["type"],
  message: WireMessage,
  conversationId: string,
): void {
  const userIds = world.audienceOf(conversationId);
  world.changes.next({ type, conversationId, userIds, message });
}
