import type { Content, PlainMessage } from "@rxgroupme/client";
import type { Draft } from "./drafts.ts";
import { mentionsIn } from "./mentions.ts";
import type { Picture } from "./pictures.ts";
import { saidBy } from "./said.ts";
import { MAX_TEXT, splitText } from "./split_text.ts";

/** Whether a draft can go out as it is. */
export function canSend(draft: Draft, pictures: readonly Picture[]): boolean {
  const text = draft.text.trim();
  if (draft.editing) return text !== "" && text.length <= MAX_TEXT;
  const hasContent = text !== "" || pictures.length > 0;
  return hasContent && pictures.every(({ state }) => state === "ready");
}

/** The messages of a draft: several where its text is too long for one. */
export function messagesOf(
  { text, mentions, replyTo }: Draft,
  pictures: readonly Picture[],
): readonly Content[] {
  const attached = [
    ...pictures.flatMap(({ attachment }) => attachment ?? []),
    ...listed(
      replyTo &&
        { type: "reply", reply_id: replyTo, base_reply_id: replyTo },
    ),
  ];
  const parts = splitText(text);
  // A picture may go without words.
  return (parts.length > 0 ? parts : [""]).map((part, i) => ({
    ...part && { text: part },
    attachments: [
      ...i === 0 ? attached : [],
      ...listed(mentionsIn(part, mentions)),
    ],
  }));
}

/** What a message says once an edit of it is saved. */
export function correctionOf(
  { text, mentions }: Draft,
  message: PlainMessage,
): Content {
  const words = text.trim();
  const named = listed(mentionsIn(words, mentions));
  if (named.length === 0) return words;
  // Mentions stand in a text, and all else that is attached is kept with them.
  const kept = saidBy(message).attachments.filter(({ type }) =>
    type !== "mentions" && type !== "emoji"
  );
  return { text: words, attachments: [...kept, ...named] };
}

/** What is there, as a list of none or one. */
function listed<T>(it: T | "" | undefined): readonly T[] {
  return it ? [it] : [];
}
