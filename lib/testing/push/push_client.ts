import type { SchedulerLike, Subscription } from "rxjs";
import { connectionError } from "../server/fault_answers.ts";
import type { BayeuxMessage } from "./bayeux.ts";
import type { PushSocket } from "./push_socket.ts";

/** A connect that is held. */
interface Poll {
  readonly answer: (events: readonly BayeuxMessage[]) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * A client, as the real server keeps it: events wait for the next connect. An
 * aborted connect goes unnoticed, so that the next event is lost with it, and the
 * connect that replaces it is held until the time-out of the first.
 */
export class PushClient {
  /** The channels it is subscribed to. */
  readonly channels: Set<string> = new Set();
  /** The time of its last connect, in ms since 1970. */
  lastConnectAt: number;
  readonly #scheduler: SchedulerLike;
  #queue: BayeuxMessage[] = [];
  #poll: Poll | undefined;
  /** Until when the poll is held, or would be, had it not been given up. */
  #due = -Infinity;
  #timer: Subscription | undefined;
  #socket: PushSocket | undefined;

  /** Creates a client without subscriptions. */
  constructor(scheduler: SchedulerLike) {
    this.#scheduler = scheduler;
    this.lastConnectAt = scheduler.now();
  }

  /** Whether a connect is held. */
  get isPolling(): boolean {
    return this.#poll !== undefined;
  }

  /**
   * Waits for events, for `ms` at most. A poll that waits already is never
   * answered.
   */
  poll(ms: number, signal: AbortSignal): Promise<readonly BayeuxMessage[]> {
    const now = this.#scheduler.now();
    this.lastConnectAt = now;
    if (this.#due <= now) this.#due = now + ms;
    const events = new Promise<readonly BayeuxMessage[]>((resolve, reject) => {
      const abort = () => {
        if (this.#poll === poll) this.#let(undefined);
        reject(signal.reason);
      };
      const removeListener = () => signal.removeEventListener("abort", abort);
      const poll: Poll = {
        answer: (events) => {
          removeListener();
          resolve(events);
        },
        fail: (error) => {
          removeListener();
          reject(error);
        },
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", abort);
      this.#let(poll);
    });
    if (this.#queue.length > 0) this.#flushSoon();
    return events;
  }

  /** Sends events over a WebSocket from now on, queued ones at once. */
  use(socket: PushSocket): void {
    this.#socket = socket;
    const events = this.#queue;
    this.#queue = [];
    for (const event of events) this.deliver(event);
  }

  /** Queues events for the next connect again: the WebSocket is closed. */
  leave(socket: PushSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#due = -Infinity;
  }

  /** Delivers an event. */
  deliver(event: BayeuxMessage): void {
    if (this.#socket) return this.#socket.send(JSON.stringify([event]));
    const isDead = !this.#poll && this.#scheduler.now() < this.#due;
    if (isDead) {
      // It goes to the one who is gone, and takes the others along.
      this.#queue = [];
      this.#due = -Infinity;
      return;
    }
    this.#queue.push(event);
    if (this.#poll) this.#flushSoon();
  }

  /** Answers the held connect. */
  flush(): void {
    const poll = this.#poll;
    if (!poll) return;
    const events = this.#queue;
    this.#queue = [];
    this.#due = -Infinity;
    this.#let(undefined);
    poll.answer(events);
  }

  /** Breaks the connection of the held connect; the server does not notice. */
  drop(): void {
    this.#socket?.close();
    this.#socket = undefined;
    const poll = this.#poll;
    this.#let(undefined);
    poll?.fail(connectionError());
  }

  /** Never answers the held connect. */
  ignore(): void {
    this.#socket = undefined;
    this.#let(undefined);
  }

  /** Events of one moment go into one answer. */
  #flushSoon(): void {
    const poll = this.#poll;
    queueMicrotask(() => {
      if (this.#poll === poll) this.flush();
    });
  }

  #let(poll: Poll | undefined): void {
    this.#timer?.unsubscribe();
    this.#poll = poll;
    if (!poll) return;
    // The clock may have gone on since a poll came that is not to be held.
    const ms = Math.max(0, this.#due - this.#scheduler.now());
    this.#timer = this.#scheduler.schedule(() => this.flush(), ms);
  }
}
