import { assertInteger } from "../../util/validate.ts";
import { HistoryFrame } from "./history_frame.ts";
import type {
  HistoryAuthor,
  HistoryContext,
  HistoryOptions,
} from "./history_options.ts";
import { HistoryText } from "./history_text.ts";
import { compareIds, idOfTime, secondsOfId, timeOfId } from "./ids.ts";
import { irregularIdOf, sortKeysOfIrregularId } from "./irregular_ids.ts";
import { hash, hashText, hex } from "./random.ts";

/**
 * A conversation that is computed, not kept: message `i` depends on the seed,
 * the conversation and `i` alone, so that a million of them take no memory.
 */
export class History {
  /** The number of messages. */
  readonly count: number;
  readonly #seed: number;
  readonly #start: number;
  readonly #every: number;
  readonly #imageEvery: number;
  readonly #likeEvery: number;
  readonly #irregularEvery: number;
  readonly #texts: HistoryText;
  readonly #authors: readonly HistoryAuthor[];
  readonly #frames: readonly HistoryFrame[];
  readonly #notices: HistoryFrame;
  readonly #imageUrl: (seed: number) => string;

  /** Plans a history that `authors` wrote. */
  constructor(
    context: HistoryContext,
    authors: readonly HistoryAuthor[],
    {
      count,
      everyMs = 60_000,
      until = 0,
      imageEvery = 10,
      likeEvery = 7,
      irregularEvery = 0,
      ...rest
    }: HistoryOptions,
  ) {
    const start = until - count * everyMs;
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`Cannot seed a history: count is ${count}`);
    }
    if (!(everyMs >= 0.1)) {
      throw new RangeError(`Cannot seed a history: everyMs is ${everyMs}`);
    }
    // Earlier seconds have fewer than ten digits, and ids would not be in order.
    if (count > 0 && !(start >= 1e12)) {
      throw new RangeError(
        `Cannot seed a history: ${count} messages, one each ${everyMs} ms, begin before 2001-09-09`,
      );
    }
    assertInteger(imageEvery, 0, Infinity, "imageEvery");
    assertInteger(likeEvery, 0, Infinity, "likeEvery");
    assertInteger(irregularEvery, 0, Infinity, "irregularEvery");
    this.count = authors.length > 0 ? count : 0;
    this.#seed = hash(context.seed, hashText(context.conversationId));
    this.#start = start;
    this.#every = everyMs;
    this.#imageEvery = imageEvery;
    this.#likeEvery = likeEvery;
    this.#irregularEvery = irregularEvery;
    this.#imageUrl = context.imageUrl;
    this.#authors = authors;
    this.#texts = new HistoryText(authors, context, rest.text, rest.isVaried);
    this.#frames = authors.map((author, i) =>
      new HistoryFrame(context, author, authors[1 - i])
    );
    this.#notices = new HistoryFrame(context);
  }

  /** The id of the message at an index. */
  idAt(index: number): string {
    const sortKey = this.sortKeyAt(index);
    return isNth(index, this.#irregularEvery)
      ? irregularIdOf(sortKey, index)
      : sortKey;
  }

  /** The sort key of the message of an id, if it has an irregular one. */
  sortKeyOf(id: string): string | undefined {
    if (this.#irregularEvery === 0) return undefined;
    for (const sortKey of sortKeysOfIrregularId(id)) {
      const index = this.lowerBound(sortKey);
      if (index < this.count && this.idAt(index) === id) {
        return this.sortKeyAt(index);
      }
    }
    return undefined;
  }

  /** The sort key of the message at an index: an id made from its time. */
  sortKeyAt(index: number): string {
    // Each message stays within the first nine tenths of its own slot of time.
    const jitter = hash(this.#seed, index) / 0x100000000 * 0.9;
    return idOfTime(this.#start + (index + jitter) * this.#every);
  }

  /** The number of messages with a smaller sort key. */
  lowerBound(id: string): number {
    const { count } = this;
    if (count === 0 || compareIds(id, this.sortKeyAt(0)) <= 0) return 0;
    if (compareIds(id, this.sortKeyAt(count - 1)) > 0) return count;
    // Between the two, so it is made of time, and time tells the slot: all
    // messages of earlier slots are older, and maybe that of its own.
    let index = Math.floor((timeOfId(id) - this.#start) / this.#every);
    index = Math.min(Math.max(index, 0), count - 1);
    while (index < count && compareIds(this.sortKeyAt(index), id) < 0) index++;
    return index;
  }

  /** The index of the nearest message with a picture, from `index` on, towards `step`. */
  nextMedia(index: number, step: 1 | -1): number {
    return nearest(index, step, this.#imageEvery);
  }

  /** The index of the nearest message that is liked, from `index` on, towards `step`. */
  nextLiked(index: number, step: 1 | -1): number {
    return nearest(index, step, this.#likeEvery);
  }

  /** The message at an index, as JSON. */
  json(index: number): string {
    const chance = this.#chance(index);
    const who = chance % this.#frames.length;
    const frame = this.#frames[who];
    const author = this.#authors[who];
    if (!frame || !author) return "null";
    const id = this.idAt(index);
    const createdAt = secondsOfId(this.sortKeyAt(index));
    const guid = this.#guid(index, chance);
    const isImage = isNth(index, this.#imageEvery);
    const notice = isImage ? undefined : this.#texts.notice(author, chance);
    if (notice) {
      const text = JSON.stringify(notice.text);
      const lists = { attachments: "[]", likers: "[]" };
      const event = `,"event":${JSON.stringify(notice.event)}`;
      return this.#notices.fill({ ...lists, createdAt, id, guid, text }, event);
    }
    const isSilent = isImage && (chance & 0x10000) !== 0 &&
      !this.#texts.isGiven;
    const text = isSilent ? "null" : this.#texts.words(index, chance);
    const attachments = isImage
      ? `[{"type":"image","url":"${this.#imageUrl(hash(this.#seed, index))}"}]`
      : this.#texts.attachments(chance, this.#replied(index, chance));
    const content = { attachments, createdAt, id, guid, text };
    if (!isNth(index, this.#likeEvery)) {
      return frame.fill({ ...content, likers: "[]" });
    }
    const likers = this.#likers(who, chance);
    const reaction = `{"type":"unicode","code":"❤️","user_ids":${likers}}`;
    return frame.fill({ ...content, likers }, `,"reactions":[${reaction}]`);
  }

  /** All that is random about a message, but its time. */
  #chance(index: number): number {
    return hash(this.#seed ^ 0x5bd1e995, index);
  }

  #replied(index: number, chance: number) {
    if (index === 0 || !this.#texts.isReply(chance)) return undefined;
    const who = this.#chance(index - 1) % this.#authors.length;
    const author = this.#authors[who];
    return author && { id: this.idAt(index - 1), author };
  }

  #likers(who: number, chance: number): string {
    const { length } = this.#authors;
    const count = Math.min(1 + (chance >>> 8) % 3, Math.max(1, length - 1));
    const ids: string[] = [];
    for (let i = 1; i <= count; i++) {
      ids.push(`"${this.#authors[(who + i) % length]?.id ?? ""}"`);
    }
    return `[${ids.join(",")}]`;
  }

  #guid(index: number, chance: number): string {
    return hex(chance) + hex(hash(chance, index));
  }
}

function isNth(index: number, every: number): boolean {
  return every > 0 && index % every === every - 1;
}

function nearest(index: number, step: 1 | -1, every: number): number {
  if (!(every > 0)) return step > 0 ? Infinity : -1;
  const turn = (index + 1) / every;
  return (step > 0 ? Math.ceil(turn) : Math.floor(turn)) * every - 1;
}
