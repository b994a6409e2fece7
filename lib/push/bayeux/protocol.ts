import type { Observable, SchedulerLike, Subject } from "rxjs";
import type { Signal } from "./signal.ts";
import type { PushTransport } from "../transports/transport.ts";

/** The options of a connection; times in ms. */
export interface BayeuxOptions {
  /** Carries the messages. */
  readonly transport: PushTransport;
  /** The clock of every delay. */
  readonly scheduler: SchedulerLike;
  /** How long a client id is used. */
  readonly renewEvery: number;
  /** The wait after the `n`th failure in a row. */
  readonly delay: (n: number, error: unknown) => number;
  /** Whether a failure of the transport is final. */
  readonly isFatal: (error: unknown) => boolean;
  /** Makes an error of the server's words of refusal. */
  readonly refusal: (channel: string, error: unknown) => Error;
}

/** The channels that subscribers want. */
export interface DesiredChannels {
  /** All of them now. */
  channels(): ReadonlySet<string>;
  /** Emits when they change; `true`: subscribe to all of them once more. */
  readonly changes: Subject<boolean>;
}

/** One run of the Bayeux protocol. */
export interface Connection {
  /**
   * Runs from the first handshake until it is unsubscribed from, which
   * disconnects; errors when it cannot go on.
   */
  readonly signals: Observable<Signal>;
  /** Whether events of a channel arrive. */
  has(channel: string): boolean;
  /** Publishes something while connected; emits when it is acknowledged. */
  publish(channel: string, data: unknown): Observable<true>;
}

/** A client id of the server, and what it sends there. */
export interface BayeuxSession {
  readonly clientId: string;
  readonly channels: Set<string>;
  /** How much longer it is used, in ms. */
  remaining: number;
}
