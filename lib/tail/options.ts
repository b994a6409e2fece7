import { MAX_TIMER_MS } from "../util/validate.ts";
import type { Cursor } from "../cursors/cursor.ts";
import type { LiveSource } from "./live_source.ts";

/** How often a tail looks, and what makes it faster or durable; times in ms. */
export interface PollingOptions {
  /**
   * The wait between two looks while people write.
   *
   * @default {2_000}
   */
  interval?: number;
  /**
   * What the wait grows to while nobody writes, and between tries while
   * GroupMe cannot be reached.
   *
   * @default {20_000}
   */
  maxInterval?: number;
  /**
   * How much later than its id says a message may appear and still be
   * delivered.
   *
   * @default {5_000}
   */
  allowedLateness?: number;
  /**
   * What delivers messages as they are written, such as push. While it is
   * down, and for what it loses, the tail polls.
   *
   * @default {polling alone}
   */
  via?: LiveSource;
  /**
   * Where the stream has got to: it starts after that. Move it on with
   * {@linkcode commit}, placed after the work.
   */
  cursor?: Cursor;
}

/** Where a tail starts, how often it looks, and what helps it; times in ms. */
export interface TailOptions extends PollingOptions {
  /**
   * Start after the message with this id, or from the `"beginning"`; a cursor
   * that was moved on before goes first.
   *
   * @default {from now on}
   */
  since?: string;
}

/** The options with their defaults. */
export type FullTailOptions =
  & Required<Pick<TailOptions, "interval" | "maxInterval" | "allowedLateness">>
  & Pick<TailOptions, "since" | "via" | "cursor">;

/**
 * Fills in the defaults.
 *
 * @throws {TypeError} When `since` is no message id.
 * @throws {RangeError} When a time makes no sense.
 */
export function tailOptions(options: TailOptions): FullTailOptions {
  const {
    since,
    interval = 2_000,
    maxInterval = 20_000,
    allowedLateness = 5_000,
  } = options;
  if (since !== undefined && since !== "beginning" && !/^\d+$/.test(since)) {
    throw new TypeError("Cannot tail: since is no message id");
  }
  for (const [name, ms] of Object.entries({ interval, maxInterval })) {
    if (!(ms > 0 && ms <= MAX_TIMER_MS)) {
      throw new RangeError(`Cannot tail: ${name} is ${ms}`);
    }
  }
  if (!(allowedLateness >= 0 && allowedLateness <= MAX_TIMER_MS)) {
    throw new RangeError(`Cannot tail: allowedLateness is ${allowedLateness}`);
  }
  const { via, cursor } = options;
  const longest = Math.max(interval, maxInterval);
  return {
    since,
    interval,
    maxInterval: longest,
    allowedLateness,
    via,
    cursor,
  };
}
