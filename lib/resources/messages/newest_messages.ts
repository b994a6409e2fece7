import { toNumber, toObject } from "../../wire/json.ts";
import { type ReadReceipt, readReceiptOf } from "./read_receipt.ts";

/** The newest messages of a conversation, and what is told along with them. */
export interface NewestMessages<M> {
  /** The messages, newest first. */
  readonly messages: readonly M[];
  /** Messages over the life of the conversation; not exact. */
  readonly count: number;
  /** How far the other user has read; only between two users. */
  readonly readReceipt?: ReadReceipt;
}

/** Reads what is told beside the messages of a page. */
export function readNewest<M>(
  answer: unknown,
  messages: readonly M[],
): NewestMessages<M> {
  // GroupMe answers nothing at all about an empty conversation.
  const { count, read_receipt } = toObject(answer);
  const readReceipt = readReceiptOf(read_receipt);
  return {
    messages,
    count: toNumber(count) ?? messages.length,
    ...(readReceipt && { readReceipt }),
  };
}
