import {
  type Attachment,
  ImageAttachment,
  type Message,
} from "@rxgroupme/client";

/** Names that Discord refuses, or that hold what it refuses. */
const REFUSED = /cly(?=de)|dis(?=cord)|^he(?=re$)|^every(?=one$)/gi;

/** The longest content and the longest name that Discord takes, in UTF-16 units. */
const MAX_CONTENT = 2_000;
const MAX_NAME = 80;

/** A message as Discord's webhooks take it. */
export function toDiscord(message: Message): object {
  const { name, avatarUrl } = message;
  const username = name?.trim().replace(REFUSED, "$&·");
  return {
    ...toContent(message),
    username: cut(username ?? "", MAX_NAME) || "GroupMe",
    avatar_url: isWebUrl(avatarUrl) ? avatarUrl : undefined,
  };
}

/** The part of it that an edit changes. */
export function toContent(
  { text, attachments }: {
    readonly text: string | undefined;
    readonly attachments: readonly Attachment[];
  },
): object {
  const pictures = attachments.filter((it) => it instanceof ImageAttachment)
    .map(({ url }) => url);
  const content = [text, ...pictures].filter(Boolean).join("\n");
  return {
    // An empty content is refused.
    content: cut(content, MAX_CONTENT) || "(something that only GroupMe shows)",
    allowed_mentions: { parse: [] },
  };
}

/** The id that Discord gave to a message, in its answer. */
export function idOf(answer: string): string | undefined {
  try {
    const id: unknown = JSON.parse(answer)?.id;
    return typeof id === "string" && /^\d+$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** The beginning of a text, and no half of an emoji: Discord refuses those. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "").toWellFormed();
}

/** Whether Discord takes it as the address of a picture. */
function isWebUrl(url: string | undefined): boolean {
  return /^https?:\/\/[^\s/]+\/\S*$/.test(url ?? "") && URL.canParse(url ?? "");
}
