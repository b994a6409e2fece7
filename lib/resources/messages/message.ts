import { EMPTY, type Observable } from "rxjs";
import { toId } from "../../wire/json.ts";
import type { GroupMessageData } from "../../wire/message.ts";
import type { CreateOptions } from "./create_options.ts";
import { type Content, replyTo } from "./draft.ts";
import { GenericMessage } from "./generic_message.ts";
import type { Messages } from "./messages.ts";

/** A message of a group. */
export class Message extends GenericMessage<GroupMessageData, Messages> {
  /** `"group"`: tells it apart from a {@linkcode DirectMessage}. */
  get kind(): "group" {
    return "group";
  }

  /** The group's id. */
  get groupId(): string {
    return toId(this.data.group_id) || this.manager.groupId;
  }

  /** The group's id. */
  get conversationId(): string {
    return this.groupId;
  }

  /** Posts an answer to this message; see {@linkcode Messages.create}. */
  reply(content: Content, options?: CreateOptions): Observable<Message> {
    return this.manager.create(replyTo(this, content), options);
  }

  /**
   * Gets the message that this one answers, to be quoted.
   *
   * @returns The message, then completion; completion alone where this one is
   * no reply; or a {@linkcode NotFound} where the other is gone.
   */
  quoted(): Observable<Message> {
    const id = this.repliedTo?.replyId;
    return id ? this.manager.get(id) : EMPTY;
  }
}
