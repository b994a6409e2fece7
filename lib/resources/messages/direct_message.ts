import type { Observable } from "rxjs";
import { conversationIdOf } from "../../util/ids.ts";
import { toId } from "../../wire/json.ts";
import type { DirectMessageData } from "../../wire/message.ts";
import type { DirectMessages } from "./direct_messages.ts";
import type { Content } from "./draft.ts";
import { GenericMessage } from "./generic_message.ts";
import type { CreateOptions } from "./create_options.ts";
import { replyTo } from "./reply.ts";

/** A message between two users. */
export class DirectMessage
  extends GenericMessage<DirectMessageData, DirectMessages> {
  /** Who got it. */
  get recipientId(): string {
    return toId(this.data.recipient_id);
  }

  /** The id of the conversation: `lower+higher` user id. */
  get conversationId(): string {
    // Pushed ones have another word for it.
    return toId(this.data.conversation_id ?? this.data.chat_id) ||
      conversationIdOf(this.userId || this.senderId, this.recipientId);
  }

  /** Posts an answer to this message; see {@linkcode DirectMessages.create}. */
  reply(content: Content, options?: CreateOptions): Observable<DirectMessage> {
    return this.manager.create(replyTo(this, content), options);
  }
}
