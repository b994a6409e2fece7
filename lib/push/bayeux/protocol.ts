import type { Observable, SchedulerLike, Subject } from "rxjs";
import type { Signal } from "./signal.ts";
import type { Wire } from "../transports/transport.ts";

/** What a connection takes; times in ms. */
export interface BayeuxOptions {
  /** Carries the messages. */
  readonly wire: Wire;
  /** The clock of every delay. */
  readonly scheduler: SchedulerLike;
  /** How long a client id is used. */
  readonly renewEvery: number;
  /** The wait after the `n`th failure in a row. */
  readonly delay: (n: number, error: unknown) => number;
  /** Does this failure of the wire leave no way on? */
  readonly isFinal: (error: unknown) => boolean;
  /** Makes an error of what the server says when it refuses something. */
  readonly refusal: (channel: string, error: unknown) => Error;
}

/** The channels that are wanted. */
export interface Wanted {
  /** By how many each is wanted. */
  readonly channels: ReadonlyMap<string, number>;
  /** Tells when others are; `true`: subscribe to all of them anew. */
  readonly changes: Subject<boolean>;
}

/** One run of the Bayeux protocol. */
export interface Connection {
  /** Runs, from a first greeting to a farewell; errors when it is over. */
  readonly signals: Observable<Signal>;
  /** Does what is published there arrive? Without a channel: anything. */
  has(channel?: string): boolean;
  /** Publishes something, while anything arrives; emits when acknowledged. */
  publish(channel: string, data: unknown): Observable<true>;
}

/** What the server knows us as for a while, and what it sends us there. */
export interface Lease {
  readonly clientId: string;
  readonly channels: Set<string>;
  /** How much longer it is used, in ms. */
  left: number;
}
