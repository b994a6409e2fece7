import { EMPTY, type Observable } from "rxjs";
import { conversationIdOf } from "../../util/ids.ts";
import { toId } from "../../wire/json.ts";
import type { DirectMessageData } from "../../wire/message.ts";
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
