import type { Observable } from "rxjs";
import type { Client } from "../client.ts";
import { Manager } from "../resource.ts";
import { type Conversation, idOf, keyOf } from "../resources/conversation.ts";

/** What is uploaded into one conversation. */
export class ConversationMedia extends Manager {
  /**
   * The id of the conversation; of a chat by one request a client.
   *
   * @internal
   */
  protected readonly id: Observable<string>;

  /**
   * Binds a conversation to a client; nothing is requested yet.
   *
   * @throws {TypeError} When it names no conversation.
   */
  constructor(
    { session, user }: Pick<Client, "session" | "user">,
    conversation: Conversation,
  ) {
    super(session);
    this.id = idOf(user, keyOf(conversation));
  }
}
