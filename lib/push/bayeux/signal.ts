import { reasonOf } from "../../tail/status.ts";
import { type BayeuxMessage, isReply } from "./message.ts";

/** Nothing comes until the next `up`, and something may be lost. */
export interface Down {
  /** Which signal it is. */
  readonly type: "down";
  /** Why, in words for a person. */
  readonly reason: string;
  /** What failed, if something did. */
  readonly error?: unknown;
}

/**
 * How a connection stands; `up`: from now on the server keeps what is
 * published until it has arrived.
 */
export type State = { readonly type: "up" } | Down;

/** Something was published. */
export interface Published {
  /** Which signal it is. */
  readonly type: "event";
  /** Where. */
  readonly channel: string;
  /** What. */
  readonly data: unknown;
}

/** What is told to whoever watches some channels. */
export type Watched = State | Published;

/** What a connection tells of itself. */
export type Signal =
  | Watched
  /** One more channel is subscribed to. */
  | { readonly type: "subscribed" }
  /** This channel will not come. */
  | {
    readonly type: "refused";
    readonly channel: string;
    readonly error: Error;
  };

/** Makes the state after a failure. */
export function down(error: unknown): Down {
  return { type: "down", reason: reasonOf(error), error };
}

/** Finds the events in an answer. */
export function events(answer: readonly BayeuxMessage[]): Published[] {
  return answer.filter((it) => !isReply(it) && "data" in it)
    .map(({ channel, data }) => ({ type: "event", channel, data }));
}
