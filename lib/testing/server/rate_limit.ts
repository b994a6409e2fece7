import { assertInteger, assertOneOf } from "../../util/validate.ts";
import { assertNumber } from "../checks.ts";
import { type Answer, bare } from "./answer.ts";

/** Options of a rate limit. */
export interface RateLimitOptions {
  /** The number of requests admitted in one window, an integer of 0 or more. */
  requests: number;
  /** The length of a window, in ms on the clock, an integer of 1 or more; it starts with its first request. */
  perMs: number;
  /**
   * The value of the header `Retry-After`, in seconds, from 0.
   *
   * @default {no header}
   */
  retryAfter?: number | undefined;
  /**
   * The status of the refusal: GroupMe's documents say 420, its server 429.
   *
   * @default {429}
   */
  status?: 429 | 420 | undefined;
  /**
   * Whether the refusal has CORS headers.
   *
   * @default {true}
   */
  cors?: boolean | undefined;
}

/** Counts requests in windows of time. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  #start = -Infinity;
  #count = 0;

  /**
   * Starts with no request counted.
   *
   * @throws {RangeError} If a number is out of range.
   */
  constructor(options: RateLimitOptions) {
    const { requests, perMs, retryAfter, status } = options;
    assertInteger(requests, 0, Infinity, "requests");
    assertInteger(perMs, 1, Infinity, "perMs");
    assertNumber(retryAfter, 0, Infinity, "retryAfter");
    assertOneOf(status, [429, 420], "status");
    this.#options = options;
  }

  /** The refusal of a request that is one too many. */
  refuse(now: number): Answer | undefined {
    const { requests, perMs, retryAfter, status = 429, cors } = this.#options;
    if (now >= this.#start + perMs) {
      this.#start = now;
      this.#count = 0;
    }
    if (this.#count++ < requests) return undefined;
    const meta = { code: status, errors: ["Too Many Requests"] };
    const headers = retryAfter === undefined
      ? undefined
      : { "retry-after": String(retryAfter) };
    return { ...bare(status, { meta, response: null }), headers, cors };
  }
}
