import {
  assertInteger,
  assertMethod,
  assertOneOf,
  got,
  invalidArgument,
  MAX_TIMER_MS,
} from "../util/validate.ts";
import type { Cursor } from "../cursors/cursor.ts";
import type { Timestamped } from "./conversation_source.ts";
import type { LiveSource } from "./live_source.ts";

/** Options of every tail: how often it polls, and what makes it faster or durable. */
export interface PollingOptions {
  /**
   * Milliseconds between two polls while people write; above 0, up to 2^31 - 1.
   *
   * @default {2_000}
   */
  interval?: number | undefined;
  /**
   * Milliseconds that the wait grows to while no message comes, and between two
   * attempts while GroupMe cannot be reached; above 0, up to 2^31 - 1. At least
   * `interval` is used.
   *
   * @default {20_000}
   */
  maxInterval?: number | undefined;
  /**
   * Milliseconds after the time in its id within which a message may become
   * visible and is still delivered; 0 to 2^31 - 1.
   *
   * @default {5_000}
   */
  allowedLateness?: number | undefined;
  /**
   * The source that delivers messages as they are written, such as
   * `push(client)`. The tail polls while it is down, and for what it loses.
   *
   * @default {polling alone}
   */
  via?: LiveSource | undefined;
  /**
   * The durable place of the stream: the tail starts after it. Move it on with
   * {@linkcode commit}, placed after the work.
   *
   * @default {none: each subscription starts where `since` says}
   */
  cursor?: Cursor | undefined;
  /**
   * How to catch up after an absence: `"walk"` delivers every message; `"tell"`
   * leaves out what does not fit `maxCatchUp`, and tells it on `gaps$`.
   *
   * @default {"walk"}
   */
  gap?: "walk" | "tell" | undefined;
  /**
   * Pages of 100 messages that are read at most to catch up, newest first, with
   * `gap: "tell"`; 1 or more.
   *
   * @default {3}
   */
  maxCatchUp?: number | undefined;
}

/** Options of the tail of one conversation. */
export interface TailOptions extends PollingOptions {
  /**
   * The start: after the message with this id; after these messages, the newest
   * page as it was shown; or the `"beginning"`. A cursor that was moved on
   * before goes first.
   *
   * A message that becomes visible below it within `allowedLateness` is delivered:
   * after a page, whatever is not in it; after an id, what is not listed at the
   * first poll.
   *
   * @default {from now on}
   */
  since?: string | readonly Timestamped[] | undefined;
}

/** The options with their defaults. */
export interface FullTailOptions {
  /** Milliseconds between two polls while people write. */
  readonly interval: number;
  /** Milliseconds between two polls while no message comes. */
  readonly maxInterval: number;
  /** Milliseconds for which a message may be late. */
  readonly allowedLateness: number;
  /** Pages to read before a gap is left; none is, if not given. */
  readonly maxCatchUp: number | undefined;
  /** Where to start. */
  readonly since: string | readonly Timestamped[] | undefined;
  /** The source that delivers messages as they are written. */
  readonly via: LiveSource | undefined;
  /** The durable place of the stream. */
  readonly cursor: Cursor | undefined;
}

/**
 * Fills in the defaults.
 *
 * @throws {TypeError} When `since` is neither an id nor messages, `gap` is
 * another word, or `via` or `cursor` is none.
 * @throws {RangeError} When a number is out of its range.
 */
export function tailOptions(options: TailOptions): FullTailOptions {
  const {
    since,
    via,
    cursor,
    interval = 2_000,
    maxInterval = 20_000,
    allowedLateness = 5_000,
    gap = "walk",
    maxCatchUp = 3,
  } = options;
  const isStart = since === undefined || Array.isArray(since) ||
    typeof since === "string" && /^(\d+|beginning)$/.test(since);
  if (!isStart) {
    throw invalidArgument(
      "since",
      `it must be a message id, messages or "beginning"${got(since)}`,
    );
  }
  assertOneOf(gap, ["walk", "tell"], "gap");
  assertMethod(via, "watch", "via");
  assertMethod(cursor, "get", "cursor");
  assertMethod(cursor, "set", "cursor");
  assertInteger(maxCatchUp, 1, Infinity, "maxCatchUp");
  assertMs(interval, Number.MIN_VALUE, "interval");
  assertMs(maxInterval, Number.MIN_VALUE, "maxInterval");
  assertMs(allowedLateness, 0, "allowedLateness");
  return {
    since,
    interval,
    maxInterval: Math.max(interval, maxInterval),
    allowedLateness,
    maxCatchUp: gap === "tell" ? maxCatchUp : undefined,
    via,
    cursor,
  };
}

function assertMs(ms: number, least: number, name: string): void {
  if (typeof ms === "number" && ms >= least && ms <= MAX_TIMER_MS) return;
  throw invalidArgument(
    name,
    `it must be milliseconds ${
      least ? "above" : "from"
    } 0 up to ${MAX_TIMER_MS}${got(ms)}`,
    RangeError,
  );
}
