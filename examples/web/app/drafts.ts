import { draftsOf } from "./kept_data.ts";

/** What is being written in a conversation. */
export interface Draft {
  readonly text: string;
  /** People named in the text, by the name as it stands there. */
  readonly mentions: { readonly [name: string]: string };
  /** The id of the message that is answered. */
  readonly replyTo?: string | undefined;
  /** The message that is written anew, and what was being written before. */
  readonly editing?: { readonly id: string; readonly before: Draft };
}

/** Nothing written yet. */
export const NOTHING: Draft = { text: "", mentions: {} };

/** The draft of a conversation; kept by the browser, so that a reload keeps it. */
export function readDraft(account: string, conversation: string): Draft {
  try {
    const text = localStorage.getItem(draftsOf(account) + conversation);
    return text ? { ...NOTHING, ...JSON.parse(text) } : NOTHING;
  } catch {
    // Storage that is denied, or holds something else.
    return NOTHING;
  }
}

/** Keeps a draft, or forgets an empty one. */
export function writeDraft(
  account: string,
  conversation: string,
  draft: Draft,
): void {
  const key = draftsOf(account) + conversation;
  try {
    if (draft.text || draft.replyTo || draft.editing) {
      localStorage.setItem(key, JSON.stringify(draft));
    } else localStorage.removeItem(key);
  } catch {
    // It is still in the field.
  }
}
