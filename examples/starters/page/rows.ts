import type { PlainMessage } from "@rxgroupme/client";
import type { TimelineItem } from "@rxgroupme/client/timeline";

/** A row of the page, in words. */
export interface Row {
  readonly author: string;
  readonly text: string;
  /** What is to be known of the message besides; may be `""`. */
  readonly note: string;
}

/** What the page shows of a message. */
export function rowOf(item: TimelineItem<PlainMessage>): Row {
  const { name, text, attachments } = item.message.data;
  return {
    author: item.isOwn ? "You" : name ?? "Somebody",
    text: item.isDeleted
      ? "This message was deleted"
      : text || `(${attachments?.[0]?.type ?? "nothing"})`,
    note: noteOf(item),
  };
}

function noteOf(
  { state, editedAt, error }: TimelineItem<PlainMessage>,
): string {
  switch (state) {
    case "sent":
      return editedAt ? "edited" : "";
    case "failed":
      return `not sent: ${error?.message ?? "refused"}`;
    default:
      return "sending ...";
  }
}
