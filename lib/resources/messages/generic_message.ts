import type { Observable } from "rxjs";
import { Attachment } from "../../attachments/attachment.ts";
import { Likes, type Reaction } from "../likes.ts";
import { ManagedResource, type Manager } from "../../resource.ts";
import { isObject, toDate, toId, toObjects, toText } from "../../wire/json.ts";
import type {
  EventData,
  MessageData,
  ReactionData,
} from "../../wire/message.ts";

/**
 * A message. Whatever a field of it holds, reading it never throws: what is
 * missing or of another type than documented reads as `undefined` or empty.
 */
export abstract class GenericMessage<
  Data extends MessageData = MessageData,
  M extends Manager = Manager,
> extends ManagedResource<Data, M> {
  /** How many characters of the text `toString()` shows. */
  static readonly previewLength: number = 42;

  #createdAt: Date | undefined;
  #attachments: readonly Attachment[] | undefined;

  /** The id of the conversation it is in, as likes and the gallery take it. */
  abstract get conversationId(): string;

  /** Its id, or `""` if it came without one. */
  get id(): string {
    return toId(this.data.id);
  }

  /** The id that its author's client gave it. */
  get sourceGuid(): string | undefined {
    return toText(this.data.source_guid);
  }

  /** What it says; `undefined` where it has only attachments. */
  get text(): string | undefined {
    return toText(this.data.text);
  }

  /** The author's name there and then. */
  get name(): string | undefined {
    return toText(this.data.name);
  }

  /** The author's user id. */
  get userId(): string {
    return toId(this.data.user_id);
  }

  /** The author's id: a user's, a bot's, or `system`. */
  get senderId(): string {
    return toId(this.data.sender_id);
  }

  /** `user`, `bot`, `system` or `service`. */
  get senderType(): string | undefined {
    return toText(this.data.sender_type);
  }

  /** The author's picture. */
  get avatarUrl(): string | undefined {
    return toText(this.data.avatar_url) || undefined;
  }

  /** When it was written. */
  get createdAt(): Date | undefined {
    return this.#createdAt ??= toDate(this.data.created_at);
  }

  /** When it was last edited. */
  get updatedAt(): Date | undefined {
    return toDate(this.data.updated_at);
  }

  /** Did GroupMe itself write it? */
  get isSystem(): boolean {
    // Direct messages have no field `system`.
    return this.data.system === true || this.data.sender_type === "system";
  }

  /** What happened, where GroupMe wrote it. */
  get event(): EventData | undefined {
    return isObject(this.data.event) ? this.data.event : undefined;
  }

  /** What goes with the text, kinds unknown to us included. */
  get attachments(): readonly Attachment[] {
    return this.#attachments ??= Attachment.fromBulkData(this.data.attachments);
  }

  /** Who reacted to it, each user once. */
  get favoritedBy(): readonly string[] {
    const ids: unknown = this.data.favorited_by;
    return Array.isArray(ids) ? [...new Set(ids.map(toId))] : [];
  }

  /** The reactions to it, by kind. */
  get reactions(): readonly ReactionData[] {
    return toObjects(this.data.reactions);
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
    return `${name}: ${shown}${text === shown ? "" : "…"}`;
  }

  get #likes(): Likes {
    return new Likes(this.manager.session, this.conversationId, this.id);
  }
}
