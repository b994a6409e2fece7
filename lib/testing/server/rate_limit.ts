import { type Answer, bare } from "./answer.ts";

/** How often may be asked. */
export interface RateLimitOptions {
  /** How many requests pass in one window. */
  requests: number;
  /** How long a window is, in ms on the clock. It starts with the first request in it. */
  perMs: number;
  /** What the header `Retry-After` says, in seconds; there is none unless told. */
  retryAfter?: number;
  /**
   * What is answered to more requests: GroupMe's documents say 420, its server 429.
   *
   * @default {429}
   */
  status?: 429 | 420;
  /**
   * Whether the refusal has CORS headers.
   *
   * @default {true}
   */
  cors?: boolean;
}

/** Counts requests in windows of time. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  #start = -Infinity;
  #count = 0;

  /** Starts with no request counted. */
  constructor(options: RateLimitOptions) {
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
