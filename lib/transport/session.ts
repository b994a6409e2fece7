import {
  asyncScheduler,
  catchError,
  defer,
  from,
  map,
  type Observable,
  of,
  retry,
  type SchedulerLike,
  Subject,
  switchMap,
  tap,
  throwError,
  timeout,
  timer,
} from "rxjs";
import {
  BadResponse,
  GroupMeError,
  MissingResponseError,
  NoResponse,
  RateLimited,
  type RequestSummary,
} from "../errors.ts";
import { ShapeError } from "../wire/json.ts";
import { abortable } from "./abortable.ts";
import type { Activity } from "./activity.ts";
import { Addresses, type BaseUrls } from "./addresses.ts";
import { type Fail, readAnswer } from "./answer.ts";
import { encodeBody } from "./body.ts";
import type { Call } from "./call.ts";
import { Gate, type RateLimit } from "./gate.ts";
import { redact, redactCause } from "./redact.ts";
import {
  backoff,
  type FullRetryPolicy,
  isOpaque,
  isPassing,
  type RetryPolicy,
  retryPolicy,
} from "./retry.ts";

/** Your access token, or what gives it: asked anew for each request. */
export type Token = string | (() => string | Promise<string>);

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
  /** Where GroupMe's services are, if not at GroupMe: for a relay or a fake. */
  baseUrls?: Partial<BaseUrls>;
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
  /** Further headers for GroupMe's hosts, and for no other. */
  headers?: HeadersInit;
}

/**
 * The one way to GroupMe: each request of a client goes through its session,
 * which adds the token, paces, limits the time, tries again and types errors.
 */
export class Session {
  /** The clock of every delay. */
  readonly scheduler: SchedulerLike;
  /** What the client does; hot, without a memory, and it never ends. */
  readonly activity$: Observable<Activity>;
  readonly #activity = new Subject<Activity>();
  readonly #addresses: Addresses;
  readonly #policy: FullRetryPolicy;
  readonly #gate: Gate;
  readonly #options: SessionOptions;

  /** Does nothing yet but look at its options. */
  constructor(options: SessionOptions) {
    const { token, auth = "header", timeout = 30_000 } = options;
    if (typeof token !== "function" && (typeof token !== "string" || !token)) {
      throw new TypeError("Cannot make a client: token is empty");
    }
    if (auth !== "header" && auth !== "query") {
      throw new TypeError(`Cannot make a client: auth is ${auth}`);
    }
    if (!(timeout > 0)) {
      throw new RangeError(`Cannot make a client: timeout is ${timeout}`);
    }
    this.#options = { ...options, auth, timeout };
    this.scheduler = options.scheduler ?? asyncScheduler;
    this.#addresses = new Addresses(options.baseUrls);
    this.#policy = retryPolicy(options.retry);
    this.activity$ = this.#activity.asObservable();
    this.#gate = new Gate(
      options.rateLimit ?? false,
      this.scheduler,
      (reason, delay) => this.#activity.next({ type: "wait", reason, delay }),
    );
  }

  /**
   * Sends a request when subscribed to, and again as the policy says.
   *
   * @returns What `call.read` makes of the answer, then completion; or a
   * {@linkcode GroupMeError}. Unsubscribing aborts.
   */
  request<T>(call: Call<T>): Observable<T> {
    return defer(() => {
      const url = this.#addresses.of(call);
      const { method = "GET", repeatable = method === "GET" } = call;
      const request = { method, url: url.href };
      const { attempts, rateLimitDelay } = this.#policy;
      let attempt = 0;
      const once = defer(() => this.#attempt(call, url, request, ++attempt));
      return once.pipe(
        call.around ?? ((source) => source),
        tap({ error: (error) => this.#heed(error) }),
        retry({
          count: repeatable ? attempts - 1 : 0,
          delay: (error, n) => {
            if (!isPassing(error)) return throwError(() => error);
            const delay = isOpaque(error) && method === "GET" &&
                n === attempts - 1
              // Perhaps a 429: give it its minute before giving up.
              ? rateLimitDelay
              : this.#delay(error, n);
            this.#activity.next({ type: "retry", request, error, delay });
            return timer(delay, this.scheduler);
          },
        }),
        tap({
          error: (error) =>
            this.#activity.next({ type: "failure", request, error }),
        }),
      );
    });
  }

  /** A wait before the attempt that follows failure number `n`, in ms. */
  backoff(n: number, initial: number, max: number): number {
    return backoff(n, initial, max, this.#options.random ?? Math.random);
  }

  /** A 429 is meant for the whole client. */
  #heed(error: unknown): void {
    if (error instanceof RateLimited) {
      this.#gate.hold(error.retryAfter ?? this.#policy.rateLimitDelay);
    }
  }

  #delay(error: unknown, n: number): number {
    const { initialDelay, maxDelay } = this.#policy;
    // The gate does the waiting.
    if (error instanceof RateLimited) return 0;
    const asked = error instanceof BadResponse ? error.retryAfter : undefined;
    return asked ?? this.backoff(n, initialDelay, maxDelay);
  }

  #attempt<T>(
    call: Call<T>,
    url: URL,
    request: RequestSummary,
    attempt: number,
  ): Observable<T> {
    const ms = call.timeout ?? this.#options.timeout ?? 30_000;
    return this.#gate.pass(call.lane ?? "interactive").pipe(
      switchMap(() => this.#token(request)),
      switchMap((token) => {
        this.#activity.next({ type: "attempt", request, attempt });
        return abortable((signal) =>
          this.#exchange(call, url, request, token, signal)
        ).pipe(
          timeout({
            each: ms,
            scheduler: this.scheduler,
            with: () => {
              const what = `no whole answer within ${ms} ms`;
              return throwError(() => failure(NoResponse, request, what));
            },
          }),
        );
      }),
    );
  }

  #token(request: RequestSummary): Observable<string> {
    const { token } = this.#options;
    if (typeof token === "string") return of(token);
    return defer(() => from(Promise.resolve(token()))).pipe(
      map((value) => {
        if (typeof value === "string" && value) return value;
        throw new TypeError("it is empty");
      }),
      catchError((cause) => {
        const what = "the token function failed";
        throw failure(GroupMeError, request, what, { cause });
      }),
    );
  }

  async #exchange<T>(
    call: Call<T>,
    url: URL,
    request: RequestSummary,
    token: string,
    signal: AbortSignal,
  ): Promise<T> {
    const { auth, fetch = globalThis.fetch } = this.#options;
    const trusted = this.#addresses.trusts(url);
    const headers = new Headers(trusted ? this.#options.headers : undefined);
    const target = new URL(url);
    if (trusted && auth === "header") headers.set("X-Access-Token", token);
    if (trusted && auth === "query") target.searchParams.set("token", token);
    const body = encodeBody(call, headers);
    const started = this.scheduler.now();
    let response: Response | undefined;
    const fail: Fail = (Kind, what, details) =>
      failure(Kind, request, redact(what, token), {
        ...details,
        status: response?.status,
        errors: details?.errors?.map((error) => redact(error, token)),
      });
    try {
      response = await fetch(
        new Request(target, {
          method: request.method,
          headers,
          signal,
          // A header of ours would go along to wherever a redirect leads.
          redirect: trusted ? "manual" : "follow",
          ...body,
        }),
      );
      const { status } = response;
      const duration = this.scheduler.now() - started;
      this.#activity.next({ type: "response", request, status, duration });
      return call.read(await readAnswer(response, call.answer, fail));
    } catch (error) {
      if (error instanceof GroupMeError) throw error;
      if (error instanceof ShapeError) {
        throw fail(MissingResponseError, error.message);
      }
      const what = response ? "the answer broke off" : "no answer";
      const cause = redactCause(error, token);
      throw failure(NoResponse, request, what, { cause });
    }
  }
}

function failure<E extends GroupMeError>(
  Kind: new (
    message: string,
    details: ConstructorParameters<typeof GroupMeError>[1],
  ) => E,
  request: RequestSummary,
  what: string,
  details?: ConstructorParameters<typeof GroupMeError>[1],
): E {
  const { pathname } = new URL(request.url);
  const message = `Cannot ${request.method} ${pathname}: ${what}`;
  return new Kind(message, { ...details, request });
}
