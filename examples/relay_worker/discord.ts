import { ImageAttachment, type Message } from "@rxgroupme/client";

/** Names that Discord refuses, or that hold what it refuses. */
const REFUSED = /cly(?=de)|dis(?=cord)|^he(?=re$)|^every(?=one$)/gi;

/** A message as Discord's webhooks take it. */
export function toDiscord(message: Message): object {
  const { text, name, avatarUrl, attachments } = message;
  const pictures = attachments.filter((it) => it instanceof ImageAttachment)
    .map(({ url }) => url);
  const content = [text, ...pictures].filter(Boolean).join("\n");
  return {
    // Discord's limits, and an empty content is refused.
    content: content.slice(0, 2_000) || "(something that only GroupMe shows)",
    username: name?.trim().replace(REFUSED, "$&·").slice(0, 80) || "GroupMe",
    avatar_url: avatarUrl,
    allowed_mentions: { parse: [] },
  };
}
