import {
  catchError,
  defer,
  EMPTY,
  ignoreElements,
  type Observable,
  of,
  Subject,
  tap,
} from "rxjs";
import { conversationKey } from "./conversation_source.ts";
import type { LatenessTimer } from "./lateness_timer.ts";
import type { ConversationKey, LiveSignal, LiveSource } from "./live_source.ts";

/** A message that was pushed. */
export type LiveMessage = Extract<LiveSignal, { type: "message" }>;

/** Beyond that many unread messages they are read from the history instead. */
const CAPACITY = 1_000;

/** Messages that were pushed while the tail, or its consumer, was busy. */
export class PushBuffer {
  /** Whether the source delivers at present. */
  isUp = false;
  /** Why it does not. */
  reason = "";
  /** Whether `isUp` is as it is for longer than a message may be late. */
  isStable = false;
  /** Tells of each change. A Subject, since `take()` and the source cause them. */
  readonly changes: Subject<void> = new Subject();
  /** Fills the buffer while subscribed to; emits nothing. */
  readonly receiving: Observable<never>;
  readonly #lateness: LatenessTimer;
  #messages: LiveMessage[] = [];
  #mustBackfill = false;
  /** Counts the interruptions. */
  #epoch = 0;
  /** The last epoch of which everything before it was read. */
  #backfilled = -1;

  /** Listens to a source, if there is one, for one conversation or all. */
  constructor(
    lateness: LatenessTimer,
    source?: LiveSource,
    conversation?: ConversationKey,
  ) {
    this.#lateness = lateness;
    this.receiving = source
      ? defer(() => source.watch(conversation)).pipe(
        // A source that gives up costs no more than time.
        catchError((error) =>
          of<LiveSignal>({ type: "down", reason: String(error), error })
        ),
        tap((signal) => this.#accept(signal)),
        ignoreElements(),
      )
      : EMPTY;
  }

  /** Whether everything was read that was written before the source was up. */
  get isBackfilled(): boolean {
    return this.#backfilled === this.#epoch;
  }

  /** Whether there is a message that may be delivered. */
  get isReady(): boolean {
    return this.isUp && this.isBackfilled && this.#messages.length > 0;
  }

  /** Whether it is time to read what was missed: true once an interruption. */
  mustBackfill(): boolean {
    const must = this.#mustBackfill;
    this.#mustBackfill = false;
    return must;
  }

  /** Begins a backfill; to be called when that is done. */
  beginBackfill(): () => void {
    const epoch = this.#epoch;
    return () => this.#backfilled = Math.max(this.#backfilled, epoch);
  }

  /** Gives the messages away, in the order of their arrival. */
  take(): readonly LiveMessage[] {
    const messages = this.#messages;
    this.#messages = [];
    return messages;
  }

  /** Takes one back, until its place is known. */
  putBack(message: LiveMessage): void {
    this.#messages.push(message);
  }

  /** Drops the messages of a conversation. */
  discard(name: string): void {
    this.#messages = this.#messages.filter(({ conversation }) =>
      conversationKey(conversation) !== name
    );
  }

  #accept(signal: LiveSignal): void {
    if (signal.type === "message") {
      this.#messages.push(signal);
      if (this.#messages.length > CAPACITY) this.#interrupt();
    } else {
      // Messages of an interruption are read at once, and again when it ends.
      if (this.isUp || signal.type === "up") this.#interrupt();
      this.isUp = signal.type === "up";
      this.reason = signal.type === "down" ? signal.reason : "";
    }
    this.changes.next();
  }

  /** Messages from before now are read from the history. */
  #interrupt(): void {
    this.#messages = [];
    this.#mustBackfill = true;
    const epoch = this.#epoch += 1;
    this.isStable = false;
    this.#lateness.start(() => this.isStable = epoch === this.#epoch);
  }
}
