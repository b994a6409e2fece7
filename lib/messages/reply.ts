import type { Content, Draft } from "./draft.ts";
import type { GenericMessage } from "./generic_message.ts";

/** Makes a message an answer to another one. */
export function replyTo(message: GenericMessage, content: Content): Draft {
  const { text, attachments = [] } = typeof content === "string"
    ? { text: content }
    : content;
  const before = message.attachments.find(({ type }) => type === "reply");
  const reply = {
    type: "reply",
    reply_id: message.id,
    // The first message of the thread stays its base.
    base_reply_id: before?.base_reply_id ?? message.id,
    user_id: message.userId,
  };
  return { text, attachments: [...attachments, reply] };
}
