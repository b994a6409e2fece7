import type { Observable } from "rxjs";
import { Attachment, ReplyAttachment } from "../../attachments/attachment.ts";
import { Likes, type Reaction } from "../likes.ts";
import { ManagedResource, type Manager } from "../../resource.ts";
import {
  isObject,
  type JsonObject,
  toDate,
  toId,
  toIds,
  toObjects,
  toText,
} from "../../wire/json.ts";
import type {
  EventData,
  MessageData,
  ReactionData,
} from "../../wire/message.ts";

/**
 * A message, as it was when it was fetched. Reading a field never throws: one
 * that is missing or of another type than documented reads as `undefined` or
 * empty. Reading it twice gives the same object.
 */
export abstract class GenericMessage<
  Data extends MessageData = MessageData,
  M extends Manager = Manager,
> extends ManagedResource<Data, M> {
  /** Characters of the text that `toString()` shows. */
  static readonly previewLength: number = 42;

  /** The values that were read before: one field, as most messages need few. */
  #made: {
    createdAt?: Date | undefined;
    updatedAt?: Date | undefined;
    attachments?: readonly Attachment[];
    favoritedBy?: readonly string[];
    reactions?: readonly ReactionData[];
  } | undefined;

  /** `"group"` or `"direct"`: tells the two kinds of messages apart. */
  abstract get kind(): "group" | "direct";

  /** The id of its conversation, as likes and the gallery take it. */
  abstract get conversationId(): string;

  /** Its id, or `""` if it came without one. */
  get id(): string {
    return toId(this.data.id);
  }

  /** The id that its author's client gave it. */
  get sourceGuid(): string | undefined {
    return toText(this.data.source_guid);
  }

  /** Its text; `undefined` where it has only attachments. */
  get text(): string | undefined {
    return toText(this.data.text);
  }

  /** The name of its author when it was written. */
  get name(): string | undefined {
    return toText(this.data.name);
  }

  /** The user id of its author. */
  get userId(): string {
    return toId(this.data.user_id);
  }

  /** The id of its author: a user's, a bot's, `system` or `calendar`. */
  get senderId(): string {
    return toId(this.data.sender_id);
  }

  /** The kind of its author: `user`, `bot`, `system` or `service`. */
  get senderType(): string | undefined {
    return toText(this.data.sender_type);
  }

  /** The URL of its author's picture; see {@linkcode pictureUrl} for its sizes. */
  get avatarUrl(): string | undefined {
    return toText(this.data.avatar_url) || undefined;
  }

  /** When it was written. */
  get createdAt(): Date | undefined {
    return (this.#made ??= {}).createdAt ??= toDate(this.data.created_at);
  }

  /** When it was last edited; `undefined` where it never was. */
  get updatedAt(): Date | undefined {
    return (this.#made ??= {}).updatedAt ??= toDate(this.data.updated_at);
  }

  /** Whether GroupMe itself wrote it: a notice, also of its calendar. */
  get isSystem(): boolean {
    return isByGroupMe(this.data);
  }

  /** Whether a person wrote it: no bot, and not GroupMe itself. */
  get isFromPerson(): boolean {
    return !this.isSystem && (this.senderType ?? "user") === "user";
  }

  /** The change that a notice tells of; `undefined` in what people write. */
  get event(): EventData | undefined {
    return isObject(this.data.event) ? this.data.event : undefined;
  }

  /** Its attachments, those of unknown kinds included. */
  get attachments(): readonly Attachment[] {
    return (this.#made ??= {}).attachments ??= Attachment.fromBulkData(
      this.data.attachments,
    );
  }

  /** The reference to the message that it answers, if it is a reply. */
  get repliedTo(): ReplyAttachment | undefined {
    return this.attachments.find((it) => it instanceof ReplyAttachment);
  }

  /** The user ids of those who reacted to it, each once. */
  get favoritedBy(): readonly string[] {
    return (this.#made ??= {}).favoritedBy ??= idsOf(this.data.favorited_by);
  }

  /** The reactions to it, by kind. */
  get reactions(): readonly ReactionData[] {
    return (this.#made ??= {}).reactions ??= toObjects(this.data.reactions);
  }

  /** Likes it, or reacts otherwise; emits `true`. */
  like(reaction?: Reaction): Observable<true> {
    return this.#likes.like(reaction);
  }

  /** Takes your reaction back; emits `true`. */
  unlike(): Observable<true> {
    return this.#likes.unlike();
  }

  /** The author and the beginning of the text, for logs. */
  override toString(): string {
    const { name, text = "" } = this;
    const shown = text.slice(0, GenericMessage.previewLength);
    // Half an emoji is left out.
    const whole = shown.replace(/[\ud800-\udbff]$/, "");
    return `${name}: ${whole}${text === shown ? "" : "…"}`.toWellFormed();
  }

  get #likes(): Likes {
    return new Likes(this.manager.session, this.conversationId, this.id);
  }
}

/** Whether GroupMe itself wrote a message, or its calendar. */
export function isByGroupMe({ system, sender_type }: JsonObject): boolean {
  // Direct messages have no field `system`, and the calendar's say `false`.
  return system === true || sender_type === "system" ||
    sender_type === "service";
}

function idsOf(ids: unknown): readonly string[] {
  return [...new Set(toIds(ids))];
}
