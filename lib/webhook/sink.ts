import {
  asyncScheduler,
  concatMap,
  defer,
  map,
  type Observable,
  retry,
  type SchedulerLike,
  timer,
} from "rxjs";
import { fetchWith } from "../transport/fetch.ts";
import { readText } from "../transport/read_body.ts";
import { abortable } from "../util/abortable.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import { timeLimit } from "../util/time_limit.ts";
import {
  assertFunction,
  assertOneOf,
  got,
  invalidArgument,
} from "../util/validate.ts";
import { SinkError } from "./sink_error.ts";
import { pauseAfter } from "./sink_pause.ts";

/** Statuses with which a sink refuses a body, however often it is sent. */
const REFUSALS = [400, 413, 422];
/** After this many failures in a row it is left for later. */
const MAX_ATTEMPTS = 5;
/** How long one attempt may take, in ms. */
const ATTEMPT_TIMEOUT_MS = 30_000;
/** The most that is read of an answer. */
const MAX_ANSWER_BYTES = 1_048_576;
/** The longest pause that a subscriber waits for, in ms. */
const MAX_WAIT_MS = 60_000;

/** The options of a {@linkcode Sink}. */
export interface SinkOptions {
  /**
   * The function that sends a request.
   *
   * @default {globalThis.fetch}
   */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * The clock of every wait.
   *
   * @default {asyncScheduler}
   */
  readonly scheduler?: SchedulerLike | undefined;
}

/** A request to a sink. */
export interface SinkRequest {
  /**
   * The method.
   *
   * @default {"POST"}
   */
  readonly method?: "POST" | "PUT" | "PATCH" | "DELETE" | undefined;
  /**
   * The rest of the address: path segments and query behind the sink's own path,
   * such as `/messages/1`, `?wait=true` or both.
   *
   * @default {""}
   */
  readonly rest?: string | undefined;
  /**
   * The same for each attempt at the same thing, by which a sink can recognise a
   * repetition: sent as `Idempotency-Key`.
   */
  readonly key: string;
  /** The body, sent as JSON; none without it. */
  readonly body?: unknown;
}

/** The answer of a sink. */
export interface SinkAnswer {
  /** Whether it took the request; `false` when it never will. */
  readonly isTaken: boolean;
  /** The HTTP status. */
  readonly status: number;
  /** The body as text; may be `""`. */
  readonly text: string;
}

/**
 * A webhook of somebody else's to which JSON is posted, at the pace that it asks
 * for (`Retry-After`, `retry_after` and `X-RateLimit-*`, as Discord's does).
 *
 * @example Pass on what is said
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { Sink } from "@rxgroupme/client/webhook";
 *
 * const client = Client.fromToken("...");
 * const sink = new Sink("https://sink.example/hook");
 * client.groups.messages("1234").tail()
 *   .concatMap(({ id, text }) => sink.post(id, { text }))
 *   .subscribe((isTaken) => console.log(isTaken ? "taken" : "refused"));
 * ```
 */
export class Sink {
  readonly #url: string;
  readonly #fetch: SinkOptions["fetch"];
  readonly #clock: SchedulerLike;
  readonly #now: () => number;
  #freeAt = -Infinity;

  /**
   * Nothing is sent yet. The address may be a secret: no error holds it.
   *
   * @throws {TypeError} When it is no address of the web, or `fetch` no function.
   */
  constructor(url: string, options: SinkOptions = {}) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw invalidArgument("url", "it must begin with https:// or http://");
    }
    if (options.fetch) assertFunction(options.fetch, "fetch");
    this.#url = url;
    this.#fetch = options.fetch;
    this.#clock = options.scheduler ?? asyncScheduler;
    this.#now = monotonicClock(this.#clock);
  }

  /**
   * Posts JSON when subscribed to, and again until it is taken; see
   * {@linkcode Sink.send}.
   *
   * @returns `true` when it was taken, `false` when it never will be; then
   * completes.
   */
  post(key: string, body: unknown): Observable<boolean> {
    return this.send({ key, body }).pipe(map(({ isTaken }) => isTaken));
  }

  /**
   * Sends a request when subscribed to, and again after transient failures, up
   * to five attempts. Send one at a time. A pause of up to a minute that the sink
   * asks for is waited for; for a longer one it errors at once, and sends nothing
   * before it is over.
   *
   * @returns The answer; then completes. Errors with a {@linkcode SinkError}.
   * @throws {TypeError} When `key` cannot be a header, `body` no JSON, or `rest`
   * leaves the sink's own path.
   */
  send(request: SinkRequest): Observable<SinkAnswer> {
    const post = this.#prepare(request);
    return defer(() => {
      const wait = Math.max(0, this.#freeAt - this.#now());
      if (wait > MAX_WAIT_MS) throw new SinkError(429, wait);
      return timer(wait, this.#clock);
    }).pipe(
      concatMap(() => this.#attempt(post)),
      retry({
        delay: (error, n) => {
          if (!(error instanceof SinkError) || n >= MAX_ATTEMPTS) throw error;
          const isLimited = error.status === 429 && error.wait === 0;
          if (!isLimited && !error.isTransient) throw error;
          return timer(isLimited ? 0 : 250 * 2 ** n, this.#clock);
        },
      }),
    );
  }

  #attempt(post: SinkPost): Observable<SinkAnswer> {
    return abortable((signal) => this.#exchange(post, signal)).pipe(
      timeLimit(ATTEMPT_TIMEOUT_MS, this.#clock, () => new SinkError()),
    );
  }

  async #exchange(post: SinkPost, signal: AbortSignal): Promise<SinkAnswer> {
    const { method } = post.init;
    const response = await this.#request(post, signal).catch(() => {
      throw new SinkError();
    });
    // Read in any case, so that the connection is free.
    const text = await readText(
      response,
      MAX_ANSWER_BYTES,
      () => new SinkError(),
    ).catch(() => "");
    const pause = pauseAfter(response, text, this.#clock.now());
    // Clocks show whole milliseconds: it may be up to one later than they say.
    if (pause > 0) this.#freeAt = this.#now() + pause + 1;
    const { ok, status } = response;
    // What was to be changed or deleted is gone.
    const isGone = method !== "POST" && status === 404;
    if (!ok && !isGone && !REFUSALS.includes(status)) {
      throw new SinkError(status);
    }
    return { isTaken: ok, status, text };
  }

  // Asynchronous, as the error of an address may hold it.
  async #request(
    { url, init }: SinkPost,
    signal: AbortSignal,
  ): Promise<Response> {
    return await fetchWith(this.#fetch, url, { ...init, signal });
  }

  #prepare(
    { method = "POST", rest = "", key, body }: SinkRequest,
  ): SinkPost {
    assertOneOf(method, METHODS, "method");
    if (typeof key !== "string" || !/^[\x20-\x7e]+$/.test(key)) {
      throw invalidArgument("key", `it must be visible ASCII${got(key)}`);
    }
    const json = body === undefined ? undefined : jsonOf(body);
    return {
      url: addressOf(this.#url, rest),
      init: {
        method,
        headers: {
          "Idempotency-Key": key,
          ...json && { "Content-Type": "application/json" },
        },
        ...json && { body: json },
        // Followed, most redirects turn a POST into a GET, which posts nothing.
        redirect: "manual",
      },
    };
  }
}

/** The request of each attempt. */
interface SinkPost {
  readonly url: URL;
  readonly init: RequestInit & { readonly method: string };
}

const METHODS = ["POST", "PUT", "PATCH", "DELETE"];

function jsonOf(body: unknown): string {
  try {
    const json: string | undefined = JSON.stringify(body);
    if (json !== undefined) return json;
  } catch {
    // It goes round in circles, or holds a bigint.
  }
  throw invalidArgument("body", "it must be a value that JSON can hold");
}

/** The address with further segments of its path, and a further query. */
function addressOf(url: string, rest: string): URL {
  const [path = "", ...query] = rest.split("?");
  // So a URL reads them, whatever the slashes.
  if (path.split(/[\\/]/).some((it) => /^(\.|%2e){1,2}$/i.test(it))) {
    throw invalidArgument("rest", `it must have no '.' or '..'${got(rest)}`);
  }
  const whole = new URL(url);
  whole.pathname += path;
  for (const [name, value] of new URLSearchParams(query.join("?"))) {
    whole.searchParams.set(name, value);
  }
  return whole;
}
