import type { Observable } from "rxjs";
import { DirectMessage } from "../messages/direct_message.ts";
import type { DirectMessages } from "../messages/direct_messages.ts";
import type { Content } from "../messages/draft.ts";
import type { CreateOptions } from "../messages/create_options.ts";
import { ManagedResource } from "../../resource.ts";
import type { ChatData } from "../../wire/chat.ts";
import { isObject, toDate, toId, toText } from "../../wire/json.ts";
import type { Chats } from "./chats.ts";

/** A conversation with one other user. It has no id but the user's. */
export class Chat extends ManagedResource<ChatData, Chats> {
  #messages: DirectMessages | undefined;

  /** The other user's id. */
  get otherUserId(): string {
    return toId(this.data.other_user?.id);
  }

  /** The other user's name. */
  get name(): string | undefined {
    return toText(this.data.other_user?.name);
  }

  /** The other user's picture. */
  get avatarUrl(): string | undefined {
    return toText(this.data.other_user?.avatar_url) || undefined;
  }

  /** When it began. */
  get createdAt(): Date | undefined {
    return toDate(this.data.created_at);
  }

  /** When something last happened in it. */
  get updatedAt(): Date | undefined {
    return toDate(this.data.updated_at);
  }

  /** How many messages it ever had: for a progress bar, not exact. */
  get messagesCount(): number | undefined {
    const count = this.data.messages_count;
    return typeof count === "number" ? count : undefined;
  }

  /** Its newest message. */
  get lastMessage(): DirectMessage | undefined {
    const { last_message } = this.data;
    return isObject(last_message) && this.otherUserId
      ? new DirectMessage(this.messages, last_message)
      : undefined;
  }

  /** Its messages. */
  get messages(): DirectMessages {
    return this.#messages ??= this.manager.messages(this.otherUserId);
  }

  /** Posts a message to the other user; see {@linkcode DirectMessages.create}. */
  post(content: Content, options?: CreateOptions): Observable<DirectMessage> {
    return this.messages.create(content, options);
  }
}
