import {
  catchError,
  defer,
  NEVER,
  type Observable,
  of,
  type SchedulerLike,
  Subject,
  switchMap,
  tap,
} from "rxjs";
import { conversationKey } from "./conversation_source.ts";
import type { ConversationKey, LiveSignal, LiveSource } from "./live_source.ts";

/** A message that came by itself. */
export type LiveMessage = Extract<LiveSignal, { type: "message" }>;

/** Beyond so many unread messages they are read from the history instead. */
const CAPACITY = 1_000;

/** What came by itself while the tail, or its consumer, was at work. */
export class PushBuffer {
  /** Does the source deliver at present? */
  isUp = false;
  /** Why it does not. */
  reason = "";
  /** Since when `isUp` is as it is, on the clock. */
  since = 0;
  /** Tells of each change. */
  readonly changes = new Subject<void>();
  /** Fills the inbox while subscribed to; emits nothing. */
  readonly receiving: Observable<never>;
  readonly #clock: SchedulerLike;
  #messages: LiveMessage[] = [];
  #mustFill = false;
  /** Which interruption's messages were filled in; the last one counts. */
  #era = 0;
  #filled = -1;

  /** Listens to a source, if there is one, about one conversation or all. */
  constructor(
    clock: SchedulerLike,
    source?: LiveSource,
    conversation?: ConversationKey,
  ) {
    this.#clock = clock;
    this.receiving = source
      ? defer(() => source.watch(conversation)).pipe(
        // A source that gives up costs no more than time.
        catchError((error) =>
          of<LiveSignal>({ type: "down", reason: String(error), error })
        ),
        tap((signal) => this.#take(signal)),
        switchMap(() => NEVER),
      )
      : NEVER;
  }

  /** Was everything read that came before the source was up? */
  get isBackfilled(): boolean {
    return this.#filled === this.#era;
  }

  /** Is there a message that may be delivered? */
  get isReady(): boolean {
    return this.isUp && this.isBackfilled && this.#messages.length > 0;
  }

  /** Is it time to look at what was missed? Says so once an interruption. */
  mustBackfill(): boolean {
    const must = this.#mustFill;
    this.#mustFill = false;
    return must;
  }

  /** Begins to fill in: call what this returns when it is done. */
  beginBackfill(): () => void {
    const era = this.#era;
    return () => this.#filled = Math.max(this.#filled, era);
  }

  /** Gives away what came, oldest first. */
  take(): readonly LiveMessage[] {
    const messages = this.#messages;
    this.#messages = [];
    return messages;
  }

  /** Takes one back, until it is known where it belongs. */
  putBack(message: LiveMessage): void {
    this.#messages.push(message);
  }

  /** Gives up those of a conversation. */
  discard(name: string): void {
    this.#messages = this.#messages.filter(({ conversation }) =>
      conversationKey(conversation) !== name
    );
  }

  #take(signal: LiveSignal): void {
    if (signal.type === "message") {
      this.#messages.push(signal);
      if (this.#messages.length > CAPACITY) this.#reopen();
    } else {
      // What an interruption took is looked for at once, and again when it ends.
      if (this.isUp || signal.type === "up") this.#reopen();
      this.isUp = signal.type === "up";
      this.since = this.#clock.now();
      this.reason = signal.type === "down" ? signal.reason : "";
    }
    this.changes.next();
  }

  /** What came before now is read from the history. */
  #reopen(): void {
    this.#messages = [];
    this.#era += 1;
    this.#mustFill = true;
  }
}
