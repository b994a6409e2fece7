import type { Api } from "../../resource.ts";
import type { DirectMessageData } from "../../wire/message.ts";
import type { User } from "../user.ts";
import { DirectMessage } from "./direct_message.ts";
import { GenericMessages } from "./generic_messages.ts";

/** The messages between you and one other user; needs no request first. */
export class DirectMessages extends GenericMessages<DirectMessage> {
  /** The other user's id. */
  readonly otherUserId: string;
  /** The conversation. */
  readonly key: { readonly otherUserId: string };

  /** Binds the messages with the user `otherUserId` to a session. */
  constructor(session: Api, otherUserId: string, user?: User) {
    super(session, user);
    this.otherUserId = otherUserId;
    this.key = { otherUserId };
  }

  /** Makes a message of its JSON. */
  protected override toMessage(data: DirectMessageData): DirectMessage {
    return new DirectMessage(this, data);
  }
}
