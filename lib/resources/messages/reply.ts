import { ReplyAttachment } from "../../attachments/attachment.ts";
import { type Content, type Draft, toDraft } from "./draft.ts";
import type { GenericMessage } from "./generic_message.ts";

/** Makes a message an answer to another one. */
export function replyTo(message: GenericMessage, content: Content): Draft {
  const { attachments = [], ...draft } = toDraft(content);
  const reply = new ReplyAttachment({
    replyId: message.id,
    // The first message of the thread stays its base.
    baseReplyId: message.repliedTo?.baseReplyId ?? message.id,
    userId: message.userId,
  });
  return { ...draft, attachments: [...attachments, reply] };
}
