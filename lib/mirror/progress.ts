import { monotonicClock } from "../util/monotonic_clock.ts";
import type { ConversationCopy } from "./copy.ts";
import type { Coverage } from "./coverage.ts";
import { timeOfId } from "./server_clock.ts";

/** How far a mirror has got. */
export interface MirrorProgress {
  /**
   * - `reading`: a page was stored;
   * - `waiting`: for another writer, or for GroupMe's limit;
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

/** Counts what a run does, and tells how long the rest takes. */
export class ProgressMeter {
  messages = 0;
  requests = 0;
  readonly #clock: () => number;
  readonly #left = new Map<string, number>();
  #leftAtStart = 0;
  #allTime = 0;
  #leftNow = 0;
  #startedAt: number;

  constructor(scheduler: { now(): number }) {
    this.#clock = monotonicClock(scheduler);
    this.#startedAt = this.#clock();
  }

  /** Begins with the conversations that are to be copied. */
  start(copies: readonly ConversationCopy[]): void {
    this.#startedAt = this.#clock();
    this.#left.clear();
    this.#allTime = 0;
    for (const copy of copies) {
      const { lastId } = copy.listed;
      this.#left.set(copy.listed.name, timeLeft(copy));
      this.#allTime += lastId
        ? Math.max(0, timeOfId(lastId) - startOf(copy))
        : 0;
    }
    this.#leftNow = [...this.#left.values()].reduce((sum, it) => sum + it, 0);
    this.#leftAtStart = this.#leftNow;
  }

  /** Tells how far it is after a page of a conversation. */
  after(copy: ConversationCopy, reason?: string): MirrorProgress {
    const { name, title } = copy.listed;
    const left = timeLeft(copy);
    this.#leftNow += left - (this.#left.get(name) ?? 0);
    this.#left.set(name, left);
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
    const left = isOver ? 0 : Math.max(0, this.#leftNow);
    const covered = this.#leftAtStart - left;
    const elapsed = this.#clock() - this.#startedAt;
    return {
      state,
      messages,
      requests,
      coverage: [],
      share: this.#allTime > 0
        ? 1 - left / Math.max(this.#allTime, left)
        : +isOver,
      etaMs: isOver ? 0 : etaOf(left, covered, elapsed),
      ...more,
    };
  }
}

function etaOf(
  left: number,
  covered: number,
  elapsed: number,
): number | undefined {
  return covered > 0 ? left / covered * elapsed : undefined;
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
