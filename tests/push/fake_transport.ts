import { assertEquals } from "@std/assert";
import {
  catchError,
  defer,
  delay,
  finalize,
  forkJoin,
  map,
  type Observable,
  of,
  type OperatorFunction,
  type SchedulerLike,
} from "rxjs";
import { type RunHelpers, TestScheduler } from "rxjs/testing";
import { type Bayeux, bayeux } from "../../lib/push/bayeux/client.ts";
import type { BayeuxOptions } from "../../lib/push/bayeux/protocol.ts";
import { type BayeuxMessage, META } from "../../lib/push/bayeux/message.ts";
import type { State, Watched } from "../../lib/push/bayeux/signal.ts";
import type { PushTransport } from "../../lib/push/transports/transport.ts";

/** What a server says at once. */
export type Answer = readonly BayeuxMessage[];

/** Makes the answer to the `n`th message of its channel, counted from 1. */
export type Answering = (
  message: BayeuxMessage,
  n: number,
) => Observable<Answer>;

/** A Bayeux server of few words, 1 ms away, whose answers a test can replace. */
export class FakeTransport implements PushTransport {
  readonly connectionType = "long-polling";
  /** All that was sent, and when. */
  readonly sent: { at: number; message: BayeuxMessage }[] = [];
  /** How many polls wait at a time, at most. */
  mostPolls = 0;
  /** How many exchanges wait now. */
  open = 0;
  /** Answers to the messages of a channel, instead of the usual. */
  readonly answers: { [channel: string]: Answering } = {};
  /** How long the server says that it holds a poll. */
  timeout = 30_000;
  readonly #clock: SchedulerLike;
  #polls = 0;

  constructor(clock: SchedulerLike) {
    this.#clock = clock;
  }

  send(messages: Answer): Observable<Answer> {
    return defer(() => {
      this.open++;
      return forkJoin(messages.map((it) => this.#answer(it)));
    }).pipe(
      map((answers) => answers.flat()),
      finalize(() => this.open--),
    );
  }

  /** The messages of a channel, as they were sent. */
  of(channel: string): BayeuxMessage[] {
    return this.sent.map(({ message }) => message)
      .filter((it) => it.channel === channel);
  }

  /** What was sent, in short: `12 connect`. */
  log(): string[] {
    return this.sent.map(({ at, message: { channel, subscription } }) =>
      [at, channel.replace("/meta/", ""), subscription].filter((it) =>
        it !== undefined
      ).join(" ")
    );
  }

  /** A good reply. */
  ok(message: BayeuxMessage, fields: object = {}): BayeuxMessage {
    const { channel, id, clientId, subscription } = message;
    const reply = { channel, id, clientId, successful: true, ...fields };
    return subscription === undefined ? reply : { ...reply, subscription };
  }

  /** A bad one. */
  refuse(message: BayeuxMessage, error: string, fields = {}): BayeuxMessage {
    return this.ok(message, { successful: false, error, ...fields });
  }

  #answer(message: BayeuxMessage): Observable<Answer> {
    const { channel } = message;
    this.sent.push({ at: this.#clock.now(), message });
    const n = this.of(channel).length;
    const answer = this.answers[channel]?.(message, n) ??
      this.#usual(message, n);
    if (channel !== META.connect) return answer;
    this.mostPolls = Math.max(this.mostPolls, ++this.#polls);
    return answer.pipe(finalize(() => this.#polls--));
  }

  #usual(message: BayeuxMessage, n: number): Observable<Answer> {
    const { channel, advice } = message;
    const now = { reconnect: "retry", interval: 0, timeout: this.timeout };
    if (channel === META.handshake) {
      const reply = this.ok(message, { clientId: `c${n}`, advice: now });
      return of([reply]).pipe(delay(1));
    }
    if (channel !== META.connect) {
      return of([this.ok(message)]).pipe(delay(1));
    }
    const { timeout = this.timeout } = (advice ?? {}) as { timeout?: number };
    const reply = this.ok(message, { advice: now });
    return of([reply]).pipe(delay(Math.max(1, timeout)));
  }
}

/** What a test of the protocol has at hand. */
export interface Protocol extends RunHelpers {
  readonly transport: FakeTransport;
  readonly bayeux: Bayeux;
  readonly states: State[];
}

/** Runs a test of the protocol in virtual time. */
export function protocol(
  test: (it: Protocol) => void,
  options: Partial<BayeuxOptions> = {},
): void {
  const scheduler = new TestScheduler(assertEquals);
  scheduler.run((helpers) => {
    const transport = new FakeTransport(scheduler);
    const states: State[] = [];
    const client = bayeux({
      transport,
      scheduler,
      renewEvery: 3_300_000,
      delay: (n) => 500 * 2 ** (n - 1),
      isFatal: () => false,
      refusal: (channel, words) => new Error(`${channel} ${words}`),
      ...options,
    }, (state) => states.push(state));
    test({ ...helpers, transport, bayeux: client, states });
  });
}

/** An event. */
export function event(data: unknown, channel = "/a"): BayeuxMessage {
  return { channel, data };
}

/**
 * Signals as letters: connecting, down, up, and the data of an event; then the
 * words of an error.
 */
export function letters(): OperatorFunction<Watched, unknown> {
  const letter = (signal: Watched) => {
    if (signal.type === "event") return signal.data;
    if (signal.type === "up") return "u";
    return signal.reason === "connecting" ? "c" : "d";
  };
  return (signals) =>
    signals.pipe(map(letter), catchError((error) => of(error.message)));
}

/** What the letters stand for, where a diagram needs more than letters. */
export const signs = { c: "c", d: "d", u: "u", x: "x" };

/** The marbles of one who subscribes now and leaves after so many ms. */
export function leaving(ms: number): string {
  return `^ ${ms - 1}ms !`;
}
