import type { PlainMessage } from "@rxgroupme/client";
import { reactionsOf } from "@rxgroupme/client/reactions";
import { repliedTo, type Said, saidBy, textOf } from "../said.ts";

/** What is counted of one member. */
export interface MemberCount {
  readonly name: string;
  readonly messages: number;
  readonly reactions: number;
}

/** What is counted of a conversation; grows with each page. */
export interface Counts {
  readonly messages: number;
  /** Messages by weekday (Monday first) and hour: 7 times 24. */
  readonly hours: readonly number[];
  /** Messages by month, such as `2026-11`. */
  readonly months: ReadonlyMap<string, number>;
  /** By user id. */
  readonly members: ReadonlyMap<string, MemberCount>;
  /** How often a word is said; short ones are left out. */
  readonly words: ReadonlyMap<string, number>;
  readonly emoji: ReadonlyMap<string, number>;
  /** Who answers whom: `from>to` by user id. */
  readonly answers: ReadonlyMap<string, number>;
}

/** Nothing counted yet. */
export const NOTHING: Counts = {
  messages: 0,
  hours: Array.from({ length: 168 }, () => 0),
  months: new Map(),
  members: new Map(),
  words: new Map(),
  emoji: new Map(),
  answers: new Map(),
};

const EMOJI =
  /\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})*/gu;
const WORD = /[\p{L}\p{M}'’]{4,}/gu;

/**
 * Adds a page of messages, newest first.
 *
 * @param authors Who wrote which message, for answers: kept by the caller.
 */
export function addPage(
  before: Counts,
  page: readonly Pick<PlainMessage, "data">[],
  authors: Map<string, string>,
): Counts {
  const hours = [...before.hours];
  const months = new Map(before.months);
  const members = new Map(before.members);
  const words = new Map(before.words);
  const emoji = new Map(before.emoji);
  const answers = new Map(before.answers);
  let { messages } = before;
  for (const message of page) {
    const said = saidBy(message);
    const { isSystem, name, text = "" } = said;
    const seconds = Number(message.data.created_at);
    const id = textOf(message.data.id) ?? "";
    // Messages between two name the author by this field alone.
    const userId = textOf(message.data.sender_id) ?? "";
    if (isSystem || !(seconds > 0)) continue;
    const createdAt = new Date(seconds * 1_000);
    messages += 1;
    const weekday = (createdAt.getDay() + 6) % 7;
    hours[weekday * 24 + createdAt.getHours()]! += 1;
    const month = `${createdAt.getFullYear()}-${
      `${createdAt.getMonth() + 1}`.padStart(2, "0")
    }`;
    increase(months, month);
    const known = members.get(userId);
    const reactions = reactionsOf(message)
      .reduce((sum, { userIds }) => sum + userIds.length, 0);
    members.set(userId, {
      // The newest name counts, and comes first.
      name: known?.name ?? name ?? "?",
      messages: (known?.messages ?? 0) + 1,
      reactions: (known?.reactions ?? 0) + reactions,
    });
    for (const [word] of text.toLowerCase().matchAll(WORD)) {
      increase(words, word);
    }
    for (const [one] of text.matchAll(EMOJI)) increase(emoji, one);
    authors.set(id, userId);
    countAnswers(id, userId, said, authors, answers);
  }
  return { messages, hours, months, members, words, emoji, answers };
}

/** Counts an answer as soon as both messages are known. */
function countAnswers(
  id: string,
  userId: string,
  said: Said,
  authors: Map<string, string>,
  answers: Map<string, number>,
): void {
  // Answers come before what they answer: the newest are read first.
  const waiting = authors.get(`answers of ${id}`);
  for (const from of waiting?.split(" ") ?? []) {
    if (from !== userId) increase(answers, `${from}>${userId}`);
  }
  const to = repliedTo(said);
  if (!to) return;
  const key = `answers of ${to}`;
  const others = authors.get(key);
  authors.set(key, others ? `${others} ${userId}` : userId);
}

/** The greatest of some counts, greatest first. */
export function greatest<T>(
  counts: ReadonlyMap<T, number>,
  most: number,
): readonly (readonly [T, number])[] {
  return [...counts].toSorted(([, a], [, b]) => b - a).slice(0, most);
}

function increase<T>(counts: Map<T, number>, key: T): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
