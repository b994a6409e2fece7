import { pathId } from "../../util/validate.ts";
import type { Api } from "../../resource.ts";
import type { DirectMessageData } from "../../wire/message.ts";
import type { User } from "../user.ts";
import { DirectMessage } from "./direct_message.ts";
import { GenericMessages } from "./generic_messages.ts";

/** The messages between you and one other user; needs no request first. */
export class DirectMessages extends GenericMessages<DirectMessage> {
  /** The other user's id. */
  readonly otherUserId: string;

  /** Binds the messages with the user `otherUserId` to a session. */
  constructor(session: Api, otherUserId: string, user?: User) {
    pathId(otherUserId, "otherUserId");
    super(
      session,
      { path: "/direct_messages", query: { other_user_id: otherUserId } },
      {
        list: "direct_messages",
        one: "direct_message",
        to: { recipient_id: otherUserId },
      },
      user,
    );
    this.otherUserId = otherUserId;
  }

  /** Which conversation it is. */
  get key(): { readonly otherUserId: string } {
    return { otherUserId: this.otherUserId };
  }

  /** Makes a message of its JSON. */
  protected override toMessage(data: DirectMessageData): DirectMessage {
    return new DirectMessage(this, data);
  }
}
