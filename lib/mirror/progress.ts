import { monotonicClock } from "../util/monotonic_clock.ts";
import type { ConversationCopy } from "./copy.ts";
import type { Coverage } from "./coverage.ts";
import { timeOfId } from "./server_clock.ts";

/** How far a mirror has got. */
export interface MirrorProgress {
  /**
   * - `reading`: a page was stored;
   * - `waiting`: for another writer, for GroupMe's limit, or for the network;
   * - `live`: all is covered, and what is new follows;
   * - `done`: all is covered.
   */
  readonly state: "reading" | "waiting" | "live" | "done";
  /** Why it waits, or what is special about this conversation. */
  readonly reason?: string | undefined;
  /** The conversation that it is about: `group:98115240`. */
  readonly conversation?: string | undefined;
  /** The name of the group, the topic or the other user. */
  readonly title?: string | undefined;
  /** Messages that this run has added, in all conversations. */
  readonly messages: number;
  /** Requests that this run has sent. */
  readonly requests: number;
  /** The ranges of the conversation that are covered. */
  readonly coverage: Coverage;
  /** The share of the time to be covered that is covered, 0 to 1. */
  readonly share: number;
  /** How long the rest takes, in ms, as far as it can be told. */
  readonly etaMs?: number | undefined;
}

/** Where the history of a conversation begins for which nothing tells: GroupMe's start. */
const FIRST_SECOND = 1_262_304_000;

/** Messages that a request brings, at most: the most pages that a count stands for. */
const PAGE_LENGTH = 200;

/** How far the copy of one conversation is, in this run. */
interface CopyProgress {
  /** The time that is not covered yet, in ms. */
  left: number;
  /** The time that pages of this run have covered, in ms. */
  covered: number;
  /** The pages that have covered it. */
  pages: number;
  /** Pages for each ms, as its count has it, where nothing is covered yet. */
  readonly hint: number | undefined;
}

/** Counts what a run does, and tells how long the rest takes. */
export class ProgressMeter {
  messages = 0;
  requests = 0;
  readonly #clock: () => number;
  readonly #copies = new Map<string, CopyProgress>();
  /** Pages since the start of the pass, those that are read again included. */
  #pages = 0;
  #allTime = 0;
  #startedAt: number;

  constructor(scheduler: { now(): number }) {
    this.#clock = monotonicClock(scheduler);
    this.#startedAt = this.#clock();
  }

  /** Begins with the conversations that are to be copied. */
  start(copies: readonly ConversationCopy[]): void {
    this.#startedAt = this.#clock();
    this.#copies.clear();
    this.#pages = 0;
    this.#allTime = 0;
    for (const copy of copies) {
      const { name, lastId, count } = copy.listed;
      const all = lastId ? Math.max(0, timeOfId(lastId) - startOf(copy)) : 0;
      this.#allTime += all;
      this.#copies.set(name, {
        left: timeLeft(copy),
        covered: 0,
        pages: 0,
        hint: count && all > 0 ? count / PAGE_LENGTH / all : undefined,
      });
    }
  }

  /** Tells how far it is after a page of a conversation. */
  after(copy: ConversationCopy, reason?: string): MirrorProgress {
    const { name, title } = copy.listed;
    const known = this.#copies.get(name);
    this.#pages += 1;
    if (known) {
      const covered = known.left - timeLeft(copy);
      known.left -= covered;
      if (covered > 0) {
        known.covered += covered;
        known.pages += 1;
      }
    }
    const { coverage } = copy;
    return this.tell("reading", {
      reason,
      conversation: name,
      title,
      coverage,
    });
  }

  /** Tells how far it is. */
  tell(
    state: MirrorProgress["state"],
    more: Partial<MirrorProgress> = {},
  ): MirrorProgress {
    const { messages, requests } = this;
    const isOver = state === "done" || state === "live";
    const left = isOver
      ? 0
      : [...this.#copies.values()].reduce((sum, it) => sum + it.left, 0);
    return {
      state,
      messages,
      requests,
      coverage: [],
      share: this.#allTime > 0
        ? 1 - left / Math.max(this.#allTime, left)
        : +isOver,
      etaMs: isOver ? 0 : this.#etaMs(),
      ...more,
    };
  }

  /**
   * How long the rest takes: the pages that the time left stands for in each
   * conversation, as densely as it was written in so far, and the time that a
   * page has taken.
   */
  #etaMs(): number | undefined {
    const all = [...this.#copies.values()];
    const sum = (of: (it: CopyProgress) => number) =>
      all.reduce((total, it) => total + of(it), 0);
    const covered = sum((it) => it.covered);
    if (covered === 0) return undefined;
    const usual = sum((it) => it.pages) / covered;
    const pagesLeft = sum((it) => {
      const { left, pages } = it;
      // A page for what is less than one, too.
      return Math.ceil(
        left * (pages > 0 ? pages / it.covered : it.hint ?? usual),
      );
    });
    return pagesLeft * (this.#clock() - this.#startedAt) / this.#pages;
  }
}

/** When the history of a conversation begins, in ms since 1970. */
function startOf({ listed, target }: ConversationCopy): number {
  const { createdAt = FIRST_SECOND } = listed;
  return Math.max(createdAt * 1_000, timeOfId(padded(target.from)));
}

/** The id before every message has too few digits to tell a time. */
function padded(id: string): string {
  return id.padStart(9, "0");
}

/** The time of a conversation that is not covered yet, in ms. */
function timeLeft(copy: ConversationCopy): number {
  if (copy.isGivenUp) return 0;
  const start = startOf(copy);
  return copy.missing.reduce((sum, { from, to }) => {
    const begin = Math.max(timeOfId(padded(from)), start);
    return sum + Math.max(0, timeOfId(padded(to)) - begin);
  }, 0);
}
