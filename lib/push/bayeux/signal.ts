import { reasonOf } from "../../tail/status.ts";
import { type BayeuxMessage, isReply } from "./message.ts";

/** Nothing arrives until the next `up`, and events may be lost. */
export interface Down {
  /** The kind of the signal. */
  readonly type: "down";
  /** The reason, in words for a person. */
  readonly reason: string;
  /** The failure, if there was one. */
  readonly error?: unknown;
}

/**
 * The state of a connection; `up`: from now on the server keeps events until
 * they have arrived.
 */
export type State = { readonly type: "up" } | Down;

/** Everything arrives from now on. */
export const UP: State = { type: "up" };

/** Something was published. */
export interface Published {
  /** The kind of the signal. */
  readonly type: "event";
  /** The channel. */
  readonly channel: string;
  /** The published value. */
  readonly data: unknown;
}

/** The values of a subscriber of channels. */
export type Watched = State | Published;

/** The values of a connection. */
export type Signal =
  | Watched
  /** One more channel is subscribed to. */
  | { readonly type: "subscribed" }
  /** The subscription to a channel was refused. */
  | {
    readonly type: "refused";
    readonly channel: string;
    readonly error: Error;
  };

/** The state after a failure. */
export function down(error: unknown): Down {
  return { type: "down", reason: reasonOf(error), error };
}

/** The events in an answer. */
export function events(answer: readonly BayeuxMessage[]): Published[] {
  return answer.filter((it) => !isReply(it) && "data" in it)
    .map(({ channel, data }) => ({ type: "event", channel, data }));
}
