import type { Observable } from "rxjs";
import { DirectMessage } from "../messages/direct_message.ts";
import { DirectMessages } from "../messages/direct_messages.ts";
import type { Content } from "../messages/draft.ts";
import type { CreateOptions } from "../messages/create_options.ts";
import { ManagedResource } from "../../resource.ts";
import type { ChatData } from "../../wire/chat.ts";
import { isObject, toDate, toId, toNumber, toText } from "../../wire/json.ts";
import type { Chats } from "./chats.ts";

/**
 * A conversation with one other user, as it was when it was fetched. It has no
 * id but the user's. Reading a field twice gives the same object.
 */
export class Chat extends ManagedResource<ChatData, Chats> {
  /** When it began. */
  readonly createdAt: Date | undefined = toDate(this.data.created_at);
  /** When something last happened in it. */
  readonly updatedAt: Date | undefined = toDate(this.data.updated_at);
  #lastMessage: DirectMessage | undefined;
  #messages: DirectMessages | undefined;

  /** The other user's id; `""` where the account is gone. */
  get otherUserId(): string {
    return toId(this.data.other_user?.id);
  }

  /** The other user's name. */
  get name(): string | undefined {
    return toText(this.data.other_user?.name);
  }

  /** The URL of the other user's picture; see {@linkcode pictureUrl}. */
  get avatarUrl(): string | undefined {
    return toText(this.data.other_user?.avatar_url) || undefined;
  }

  /** Messages over its life: for a progress bar, not exact. */
  get messagesCount(): number | undefined {
    return toNumber(this.data.messages_count);
  }

  /** Its newest message. */
  get lastMessage(): DirectMessage | undefined {
    const { last_message: data } = this.data;
    if (!isObject(data)) return undefined;
    return this.#lastMessage ??= new DirectMessage(this.messages, data);
  }

  /** Its messages. */
  get messages(): DirectMessages {
    const { session, user } = this.manager;
    return this.#messages ??= new DirectMessages(
      session,
      this.otherUserId,
      user,
    );
  }

  /** Posts a message to the other user; see {@linkcode DirectMessages.create}. */
  post(content: Content, options?: CreateOptions): Observable<DirectMessage> {
    return this.messages.create(content, options);
  }
}
