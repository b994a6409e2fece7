import type { Api } from "../../resource.ts";
import type { GroupMessageData } from "../../wire/message.ts";
import type { User } from "../user.ts";
import { GenericMessages } from "./generic_messages.ts";
import { Message } from "./message.ts";

/** The messages of one group, or of a topic in it; needs no request first. */
export class Messages extends GenericMessages<Message> {
  /** The group's id. */
  readonly groupId: string;
  /** The conversation. */
  readonly key: { readonly groupId: string };

  /** Binds the messages of the group `groupId` to a session. */
  constructor(session: Api, groupId: string, user?: User) {
    super(session, user);
    this.groupId = groupId;
    this.key = { groupId };
  }

  /** Makes a message of its JSON. */
  protected override toMessage(data: GroupMessageData): Message {
    return new Message(this, data);
  }
}
