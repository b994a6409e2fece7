import { EMPTY, type Observable } from "rxjs";
import type {
  Attachment,
  ReplyAttachment,
} from "../../attachments/attachment.ts";
import { conversationIdOf } from "../../util/ids.ts";
import { toId } from "../../wire/json.ts";
import type {
  DirectMessageData,
  EventData,
  ReactionData,
} from "../../wire/message.ts";
import type { Reaction } from "../likes.ts";
import type { CreateOptions } from "./create_options.ts";
import type { DirectMessages } from "./direct_messages.ts";
import { type Content, replyTo } from "./draft.ts";
import { GenericMessage } from "./generic_message.ts";

/** A message between two users. */
export class DirectMessage
  extends GenericMessage<DirectMessageData, DirectMessages> {
  /** `"direct"`: tells it apart from a {@linkcode Message} of a group. */
  get kind(): "direct" {
    return "direct";
  }

  /** The user id of whom it was written to. */
  get recipientId(): string {
    return toId(this.data.recipient_id);
  }

  /** The id of the conversation: `lower+higher` user id. */
  get conversationId(): string {
    // Pushed ones have another name for it.
    return toId(this.data.conversation_id ?? this.data.chat_id) ||
      conversationIdOf(this.userId || this.senderId, this.recipientId);
  }

  /** Posts an answer to this message; see {@linkcode DirectMessages.create}. */
  reply(content: Content, options?: CreateOptions): Observable<DirectMessage> {
    return this.manager.create(replyTo(this, content), options);
  }

  /**
   * Gets the message that this one answers, to be quoted.
   *
   * @returns The message, then completion; completion alone where this one is
   * no reply; or a {@linkcode NotFound} where the other is gone.
   */
  quoted(): Observable<DirectMessage> {
    const id = this.repliedTo?.replyId;
    return id ? this.manager.get(id) : EMPTY;
  }
}

/** Members of {@linkcode DirectMessage} that it has in common with those of groups. */
export interface DirectMessage {
  /** The JSON as GroupMe sent it, unknown fields included. */
  readonly data: DirectMessageData;
  /** The id, or `""` where it came without one. */
  get id(): string;
  /** The id that its author's client gave it. */
  get sourceGuid(): string | undefined;
  /** The text; `undefined` where it has only attachments. */
  get text(): string | undefined;
  /** The attachments, those of unknown kinds included. */
  get attachments(): readonly Attachment[];
  /** The name of its author when it was written. */
  get name(): string | undefined;
  /** The user id of its author. */
  get userId(): string;
  /** The id of its author: a user's, a bot's, `system` or `calendar`. */
  get senderId(): string;
  /** The kind of its author: `user`, `bot`, `system` or `service`. */
  get senderType(): string | undefined;
  /** The URL of its author's picture. */
  get avatarUrl(): string | undefined;
  /** When it was written. */
  get createdAt(): Date | undefined;
  /** When it was last edited; `undefined` where it never was. */
  get updatedAt(): Date | undefined;
  /** Whether GroupMe itself wrote it: a notice, also of its calendar. */
  get isSystem(): boolean;
  /** Whether a person wrote it: no bot, and not GroupMe itself. */
  get isFromPerson(): boolean;
  /** The change that a notice tells of. */
  get event(): EventData | undefined;
  /** The reference to the message that it answers, if it is a reply. */
  get repliedTo(): ReplyAttachment | undefined;
  /** The user ids of those who reacted to it, each once. */
  get favoritedBy(): readonly string[];
  /** The reactions to it, by kind. */
  get reactions(): readonly ReactionData[];
  /** Likes it, or reacts otherwise; emits `true`. */
  like(reaction?: Reaction): Observable<true>;
  /** Takes your reaction back; emits `true`. */
  unlike(): Observable<true>;
}
