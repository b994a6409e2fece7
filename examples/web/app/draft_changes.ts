import type { Person } from "@rxgroupme/client/timeline";
import type { Item } from "./conversation_timeline.ts";
import type { Draft } from "./drafts.ts";
import { mentionedIn } from "./mentions.ts";
import { repliedTo, type Said, saidBy } from "./said.ts";

/** A draft, and where the caret stands in its text. */
export interface Written {
  readonly draft: Draft;
  readonly caret: number;
}

/** Answers a message; during an edit, with what was being written before. */
export function answering(draft: Draft, id: string): Draft {
  const { editing } = draft;
  if (!editing) return { ...draft, replyTo: id };
  const before = { ...editing.before, replyTo: id };
  return { ...draft, editing: { ...editing, before } };
}

/** Edits a message, and keeps what was being written before. */
export function editing(draft: Draft, id: string, said: Said): Written {
  const { text = "" } = said;
  const before = draft.editing?.before ?? draft;
  return {
    draft: { text, mentions: mentionedIn(said), editing: { id, before } },
    caret: text.length,
  };
}

/** The last message of one's own that can be edited. */
export function lastEditable(items: readonly Item[]): Item | undefined {
  return items.findLast((it) =>
    it.isOwn && it.id && !it.isDeleted && saidBy(it.message).text
  );
}

/** Goes back to what was written before an edit, or answers nobody. */
export function cancelled(draft: Draft): Draft {
  return draft.editing?.before ?? { ...draft, replyTo: undefined };
}

/** Puts what was not sent above what is written, which an edit keeps apart. */
export function restored(draft: Draft, said: Said): Draft {
  const { editing } = draft;
  if (editing) {
    const before = restored(editing.before, said);
    return { ...draft, editing: { ...editing, before } };
  }
  return {
    text: [said.text, draft.text].filter(Boolean).join("\n"),
    mentions: { ...mentionedIn(said), ...draft.mentions },
    replyTo: draft.replyTo ?? repliedTo(said),
  };
}

/** Inserts a piece of text at the caret. */
export function inserted(draft: Draft, caret: number, piece: string): Written {
  const { text } = draft;
  return {
    draft: { ...draft, text: text.slice(0, caret) + piece + text.slice(caret) },
    caret: caret + piece.length,
  };
}

/** Names somebody, in place of what was typed of the name. */
export function mentioned(
  draft: Draft,
  caret: number,
  { id, name = "" }: Person,
): Written {
  const before = draft.text.slice(0, caret)
    .replace(/@[^\s@]*$/, `@${name} `);
  return {
    draft: {
      ...draft,
      text: before + draft.text.slice(caret),
      mentions: { ...draft.mentions, [name]: id },
    },
    caret: before.length,
  };
}
