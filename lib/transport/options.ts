import { asyncScheduler, type SchedulerLike } from "rxjs";
import {
  assertFunction,
  assertObjectOr,
  assertOneOf,
  invalidArgument,
  waitMs,
} from "../util/validate.ts";
import type { Host } from "./request.ts";
import type { RateLimit } from "./rate_limiter.ts";
import type { RetryPolicy } from "./retry.ts";
import { checkToken, type Token } from "./token.ts";

/** How a client reaches GroupMe. */
export interface SessionOptions {
  /** Your access token, or a function that gives it, called for each attempt. */
  token: Token;
  /**
   * Sends requests: a fake, a proxy's, or one of another implementation, such as
   * undici's, which takes the URL of the request as text and `init` beside it.
   *
   * @default {globalThis.fetch}
   */
  fetch?:
    | ((request: Request, init: RequestInit) => Promise<Response>)
    | undefined;
  /**
   * Where GroupMe's services are, for a relay or a fake: one base URL for all of
   * them, as `"http://127.0.0.1:8787"` of a served simulator; or one each, as
   * `{ api: "https://relay.example/v3" }`, where a request to one that is not
   * named errors with a `TypeError`. Must be `https:`, but on this machine.
   *
   * @default {GroupMe's own}
   */
  baseUrls?:
    | string
    | { readonly [host in Host]?: string | undefined }
    | undefined;
  /**
   * Where the token goes: into the `X-Access-Token` header; or into the query,
   * for requests that a browser sends without a preflight (CORS).
   *
   * @default {"header"}
   */
  auth?: "header" | "query" | undefined;
  /**
   * Limit of one attempt, the token function and the body included: 1 to
   * 2,147,483,647 ms.
   *
   * @default {30_000}
   */
  timeout?: number | undefined;
  /**
   * How requests are sent again after a transient failure; `false`: not at all.
   *
   * @default {{ attempts: 5, initialDelay: 500, maxDelay: 30_000, rateLimitDelay: 60_000 }}
   */
  retry?: RetryPolicy | false | undefined;
  /**
   * Throttles requests before the server has to, as `{ requests: 8, perMs: 1_000
   * }`. Users report a 429 above about 10 requests a second. `"learn"` starts at
   * 4 requests a second, adds one each 10 s without a 429 up to 8, and halves
   * them after a 429.
   *
   * @default {false}
   */
  rateLimit?: RateLimit | "learn" | false | undefined;
  /**
   * The clock of every delay.
   *
   * @default {asyncScheduler}
   */
  scheduler?: SchedulerLike | undefined;
  /**
   * The source of jitter, as numbers from 0 to 1: a fixed one makes delays
   * reproducible.
   *
   * @default {Math.random}
   */
  random?: (() => number) | undefined;
  // Not HeadersInit, a name that the types of Node lack.
  /**
   * Further headers for GroupMe's hosts, and for no other.
   *
   * @default {none}
   */
  headers?: ConstructorParameters<typeof Headers>[0] | undefined;
}

type PlainHeaders = { readonly [name: string]: string };

/** The options of a session, checked and with their defaults. */
export interface CheckedOptions {
  readonly token: Token;
  /** Where it is not set, `globalThis.fetch` at the time of the request. */
  readonly fetch: SessionOptions["fetch"];
  readonly auth: "header" | "query";
  readonly timeout: number;
  readonly scheduler: SchedulerLike;
  readonly random: () => number;
  readonly headers: PlainHeaders;
}

/**
 * Checks options, and fills in the defaults.
 *
 * @throws {TypeError} With an option of another kind.
 * @throws {RangeError} With a number out of its range.
 */
export function checkOptions(options: SessionOptions): CheckedOptions {
  const {
    token,
    fetch,
    auth = "header",
    timeout = 30_000,
    scheduler = asyncScheduler,
    random = Math.random,
    headers,
    retry,
    rateLimit,
  } = options;
  if (typeof token !== "function") checkToken(token);
  if (fetch !== undefined) assertFunction(fetch, "fetch");
  assertOneOf(auth, ["header", "query"], "auth");
  waitMs(timeout, "timeout");
  assertFunction(scheduler.now, "scheduler.now");
  assertFunction(scheduler.schedule, "scheduler.schedule");
  assertFunction(random, "random");
  assertObjectOr(retry, [false], "retry");
  assertObjectOr(rateLimit, [false, "learn"], "rateLimit");
  return {
    token,
    fetch,
    auth,
    timeout,
    scheduler,
    random,
    headers: plainHeaders(headers),
  };
}

/**
 * Checks headers; their names become lower case.
 *
 * @throws {TypeError} When one is invalid; it may be a secret, which the
 * platform's own error would quote.
 */
export function plainHeaders(headers: SessionOptions["headers"]): PlainHeaders {
  if (headers === undefined) return {};
  try {
    return Object.fromEntries(new Headers(headers));
  } catch {
    throw invalidArgument("headers", "it must be valid HTTP headers");
  }
}
