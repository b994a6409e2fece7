import { pathId } from "../../util/validate.ts";
import type { Api } from "../../resource.ts";
import type { GroupMessageData } from "../../wire/message.ts";
import { GenericMessages } from "./generic_messages.ts";
import { Message } from "./message.ts";

/** The messages of one group, or of a topic in it; needs no request first. */
export class Messages extends GenericMessages<Message> {
  /** The group's id. */
  readonly groupId: string;

  /** Binds the messages of the group `groupId` to a session. */
  constructor(session: Api, groupId: string) {
    const path = `/groups/${pathId(groupId, "groupId")}/messages`;
    super(session, { path }, { list: "messages", one: "message", host: "v4" });
    this.groupId = groupId;
  }

  /** Which conversation it is. */
  get key(): { readonly groupId: string } {
    return { groupId: this.groupId };
  }

  /** Makes a message of its JSON. */
  protected override toMessage(data: GroupMessageData): Message {
    return new Message(this, data);
  }
}
