import type { History } from "../history/history.ts";
import { PostedMessages } from "./posted_messages.ts";
import { StoredMessage } from "./stored_message.ts";
import type { WireMessage } from "./wire.ts";

/** A range of messages. */
export interface Stretch {
  /** The first index. */
  from: number;
  /** The index after the last. */
  to: number;
  /** Whether to start at the end. */
  isNewestFirst: boolean;
  /** The maximum number of messages. */
  limit: number;
}

/**
 * The messages of a group or of two users, oldest first: a computed history,
 * then what was posted. An index counts through both.
 */
export class Conversation {
  /** The group's id, or the two users' ids, lower first. */
  readonly id: string;
  /** The number of messages there ever were: `count` on the wire. */
  lifetime: number;
  /** Counts changes of what is listed. */
  revision = 0;
  readonly #history: History;
  readonly #posted = new PostedMessages();
  /** Messages of the history that are not as computed; `null` when deleted. */
  readonly #changed = new Map<number, StoredMessage | null>();
  readonly #deleted = new Set<string>();
  readonly #pinned = new Set<string>();
  /** The sort keys of messages with irregular ids. */
  readonly #sortKeys = new Map<string, string>();
  #last:
    | { revision: number; message: StoredMessage | undefined }
    | undefined;

  /** Begins with a history. */
  constructor(id: string, history: History) {
    this.id = id;
    this.lifetime = history.count;
    this.#history = history;
  }

  /** The index after the newest message. */
  get size(): number {
    return this.#history.count + this.#posted.length;
  }

  /** The number of messages of the seeded history. */
  get seeded(): number {
    return this.#history.count;
  }

  /**
   * The number of messages newer than an id; of the posted ones, those of other
   * authors than `userId`.
   */
  countAfter(id: string, userId: string): number {
    let count = 0;
    for (let at = this.upperBound(id); at < this.size; at++) {
      const isOwn = at >= this.seeded && this.at(at)?.data.sender_id === userId;
      const isHole = at < this.seeded && this.#changed.get(at) === null;
      if (!isOwn && !isHole) count++;
    }
    return count;
  }

  /** Adds a message, whose sort key must be the last so far. */
  add(message: StoredMessage, now: number): void {
    const { id, sortKey } = message;
    if (id !== sortKey) this.#sortKeys.set(id, sortKey);
    this.#posted.add(message);
    this.reveal(now);
  }

  /** Lists the messages that are due. */
  reveal(now: number): void {
    if (!this.#posted.hasHidden) return;
    const count = this.#posted.reveal(now);
    this.lifetime += count;
    this.revision += count;
  }

  /** The number of messages older than an id. */
  lowerBound(id: string): number {
    const sortKey = this.#sortKeys.get(id) ?? this.#history.sortKeyOf(id) ?? id;
    const { count } = this.#history;
    const index = this.#history.lowerBound(sortKey);
    return index < count ? index : count + this.#posted.lowerBound(sortKey);
  }

  /** The number of messages not newer than an id. */
  upperBound(id: string): number {
    const index = this.lowerBound(id);
    return index < this.size && this.idAt(index) === id ? index + 1 : index;
  }

  /** The id at an index. */
  idAt(index: number): string {
    const { count } = this.#history;
    if (index < count) return this.#history.idAt(index);
    return this.#posted.at(index - count)?.id ?? "";
  }

  /** The sort key of the message at an index. */
  sortKeyAt(index: number): string {
    const { count } = this.#history;
    if (index < count) return this.#history.sortKeyAt(index);
    return this.#posted.at(index - count)?.sortKey ?? "";
  }

  /** Whether the message of an id was removed. */
  hasDeleted(id: string): boolean {
    return this.#deleted.has(id);
  }

  /** Whether an id ever belonged to a message here. */
  knows(id: string): boolean {
    return this.hasDeleted(id) ||
      this.#posted.hides(id) ||
      this.upperBound(id) > this.lowerBound(id);
  }

  /** The JSON of the message at an index, or nothing where one was deleted. */
  jsonAt(index: number, acceptFiles = true): string | undefined {
    const { count } = this.#history;
    if (index >= count) {
      return this.#posted.at(index - count)?.json(acceptFiles);
    }
    const changed = this.#changed.size > 0
      ? this.#changed.get(index)
      : undefined;
    if (changed === null) return undefined;
    return changed?.json(acceptFiles) ?? this.#history.json(index);
  }

  /** The messages of a stretch as JSON. */
  jsons(
    { from, to, isNewestFirst, limit }: Stretch,
    acceptFiles = true,
  ): string[] {
    const jsons: string[] = [];
    const step = isNewestFirst ? -1 : 1;
    let index = isNewestFirst ? to - 1 : from;
    for (; index >= from && index < to && jsons.length < limit; index += step) {
      const json = this.jsonAt(index, acceptFiles);
      if (json !== undefined) jsons.push(json);
    }
    return jsons;
  }

  /** The message at an index as kept or as computed, for reading only. */
  at(index: number): StoredMessage | undefined {
    const { count } = this.#history;
    if (index < 0) return undefined;
    if (index >= count) return this.#posted.at(index - count);
    const changed = this.#changed.get(index);
    if (changed !== undefined) return changed ?? undefined;
    const sortKey = this.#history.sortKeyAt(index);
    return new StoredMessage(JSON.parse(this.#history.json(index)), 0, sortKey);
  }

  /** The message of an id, if it is listed. */
  find(id: string): StoredMessage | undefined {
    const index = this.lowerBound(id);
    if (index >= this.size || this.idAt(index) !== id) return undefined;
    return this.at(index);
  }

  /** The message of an id, to be changed: it is kept from here on. */
  edit(
    id: string,
    change: (message: StoredMessage) => void,
  ): WireMessage | undefined {
    const index = this.lowerBound(id);
    const message = this.find(id);
    if (!message) return undefined;
    if (index < this.#history.count) this.#changed.set(index, message);
    change(message);
    this.revision++;
    return message.data;
  }

  /** Removes a message, as an admin's deletion does. */
  remove(id: string): boolean {
    const index = this.lowerBound(id);
    if (!this.find(id)) return false;
    const { count } = this.#history;
    if (index < count) this.#changed.set(index, null);
    else this.#posted.remove(index - count);
    this.#deleted.add(id);
    this.revision++;
    return true;
  }

  /** The messages that are pinned, the one pinned last first. */
  pinned(): WireMessage[] {
    return [...this.#pinned].reverse()
      .flatMap((id) => this.find(id)?.data ?? []);
  }

  /** Pins or unpins a message. */
  pin(
    id: string,
    pin: { pinned_at: number | null; pinned_by: string },
  ): void {
    this.edit(id, (stored) => stored.change({ ...stored.data, ...pin }));
    this.#pinned.delete(id);
    if (pin.pinned_at !== null) this.#pinned.add(id);
  }

  /** The newest listed message. */
  last(): WireMessage | undefined {
    return this.#newest()?.data;
  }

  /** The sort key of the newest message; `""` where there is none. */
  lastSortKey(): string {
    return this.#newest()?.sortKey ?? "";
  }

  #newest(): StoredMessage | undefined {
    if (this.#last?.revision !== this.revision) {
      let index = this.size - 1;
      while (index >= 0 && !this.at(index)) index--;
      this.#last = { revision: this.revision, message: this.at(index) };
    }
    return this.#last?.message;
  }

  /** Messages with pictures, nearest first, without computing the others. */
  *media(index: number, step: 1 | -1): Generator<StoredMessage> {
    const next = (at: number) => this.#history.nextMedia(at, step);
    yield* this.#some(index, step, next, ({ isMedia }) => isMedia);
  }

  /** Messages that are liked, nearest first, without computing the others. */
  *liked(index: number, step: 1 | -1): Generator<StoredMessage> {
    const next = (at: number) => this.#history.nextLiked(at, step);
    yield* this.#some(index, step, next, ({ likes }) => likes.length > 0);
  }

  *#some(
    index: number,
    step: 1 | -1,
    next: (index: number) => number,
    test: (message: StoredMessage) => boolean,
  ): Generator<StoredMessage> {
    const { count } = this.#history;
    const changed = [...this.#changed.keys()].sort((a, b) => (a - b) * step);
    for (let at = index; at >= 0 && at < this.size; at += step) {
      if (at < count) {
        const known = changed.find((key) => (key - at) * step >= 0);
        const computed = next(at);
        at = known === undefined || (computed - known) * step < 0
          ? computed
          : known;
        if (step > 0 && at >= count) {
          at = count - 1;
          continue;
        }
        if (at < 0) return;
      }
      const message = this.at(at);
      if (message && test(message)) yield message;
    }
  }
}
