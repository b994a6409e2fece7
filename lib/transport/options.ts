import { asyncScheduler, type SchedulerLike } from "rxjs";
import { invalidArgument, waitMs } from "../util/validate.ts";
import type { BaseUrls } from "./urls.ts";
import type { RateLimit } from "./rate_limiter.ts";
import type { RetryPolicy } from "./retry.ts";
import { checkToken, type Token } from "./token.ts";

/** How a client reaches GroupMe; times in ms. */
export interface SessionOptions {
  /** Your access token, or a function that gives it. */
  token: Token;
  /**
   * What sends requests.
   *
   * @default {globalThis.fetch}
   */
  fetch?: (request: Request) => Promise<Response>;
  /**
   * Where GroupMe's services are, for a relay or a fake: one base URL for all of
   * them, as `"http://127.0.0.1:8787"` of a served simulator; or one each, as
   * `{ api: "https://relay.example/v3" }`, where a request to one that is not
   * named errors with a `TypeError`. Must be `https:`, but on this machine.
   *
   * @default {GroupMe's own}
   */
  baseUrls?: string | Partial<BaseUrls>;
  /**
   * Where the token goes: into the `X-Access-Token` header, or, for requests
   * that a browser sends without asking first (CORS), into the query.
   *
   * @default {"header"}
   */
  auth?: "header" | "query";
  /**
   * How long one attempt may take, its body included.
   *
   * @default {30_000}
   */
  timeout?: number;
  /** How failures that may pass are tried again; `false`: not at all. */
  retry?: RetryPolicy | false;
  /**
   * A pace that keeps the server from having to limit this client; users
   * report 429 above about 10 requests a second.
   *
   * @default {false}
   */
  rateLimit?: RateLimit | false;
  /**
   * The clock of every delay.
   *
   * @default {asyncScheduler}
   */
  scheduler?: SchedulerLike;
  /**
   * Numbers from 0 to 1, for jitter: fix them to make waits repeatable.
   *
   * @default {Math.random}
   */
  random?: () => number;
  // Not HeadersInit, a name that the types of Node lack.
  /** Further headers for GroupMe's hosts, and for no other. */
  headers?: ConstructorParameters<typeof Headers>[0];
}

type PlainHeaders = { readonly [name: string]: string };

/** What a session needs of its options, each of them looked at. */
export interface CheckedOptions {
  readonly token: Token;
  /** Where it is not given, `globalThis.fetch` as it then is. */
  readonly fetch: SessionOptions["fetch"];
  readonly auth: "header" | "query";
  readonly timeout: number;
  readonly scheduler: SchedulerLike;
  readonly random: () => number;
  readonly headers: PlainHeaders;
}

/**
 * Fills in the defaults, and refuses what cannot work.
 *
 * @throws {TypeError} With an option of another kind.
 * @throws {RangeError} With a number that makes no sense.
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
  } = options;
  if (typeof token !== "function") checkToken(token);
  if (fetch !== undefined) checkFunction(fetch, "fetch");
  if (auth !== "header" && auth !== "query") {
    throw invalidArgument("auth", "it is neither header nor query");
  }
  waitMs(timeout, "timeout");
  checkFunction(scheduler.now, "scheduler");
  checkFunction(scheduler.schedule, "scheduler");
  checkFunction(random, "random");
  try {
    const plain = Object.fromEntries(new Headers(headers));
    return { token, fetch, auth, timeout, scheduler, random, headers: plain };
  } catch {
    // A runtime's own words quote the header, which may hold a secret.
    throw invalidArgument("headers", "it is no valid Headers");
  }
}

function checkFunction(value: unknown, name: string): void {
  if (typeof value !== "function") {
    throw invalidArgument(name, "it is no function");
  }
}
