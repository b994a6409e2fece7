import type { LatenessTimer } from "../lateness_timer.ts";

/** How an index lists a conversation. */
interface Listed {
  /** The id of its newest message. */
  readonly lastId: string;
  /** Whether it is that one for so long that nothing late can appear before it. */
  isCertain: boolean;
  /** Whether the conversation was read since then. */
  isRead: boolean;
}

/** The conversations as the indexes list them. */
export class Listing {
  readonly #lateness: LatenessTimer;
  readonly #listed = new Map<string, Listed>();

  /** Knows of none yet. */
  constructor(lateness: LatenessTimer) {
    this.#lateness = lateness;
  }

  /** Whether an index has ever listed the conversation. */
  has(name: string): boolean {
    return this.#listed.has(name);
  }

  /** Notes the newest message of a conversation. */
  note(name: string, lastId: string): void {
    if (this.#listed.get(name)?.lastId === lastId) return;
    const listed = { lastId, isCertain: false, isRead: false };
    this.#listed.set(name, listed);
    this.#lateness.start(() => listed.isCertain = true);
  }

  /** Whether a refusal, or a page that lacks the newest message, is certain. */
  isCertain(name: string): boolean {
    return this.#listed.get(name)?.isCertain ?? true;
  }

  /** Whether the conversation was read up to this message, or as far as it goes. */
  isRead(name: string, lastId: string): boolean {
    const listed = this.#listed.get(name);
    return listed?.lastId === lastId && listed.isRead;
  }

  /** Notes that the conversation was read as far as it goes. */
  setRead(name: string): void {
    const listed = this.#listed.get(name);
    if (listed) listed.isRead = true;
  }
}
