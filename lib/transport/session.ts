import {
  defer,
  identity,
  type Observable,
  retry,
  type SchedulerLike,
  Subject,
  switchMap,
  timer,
} from "rxjs";
import {
  failure,
  GroupMeError,
  MissingResponseError,
  NoResponse,
  RateLimited,
  type RequestSummary,
} from "../errors.ts";
import { DecodeError } from "../wire/json.ts";
import { abortable } from "../util/abortable.ts";
import type { Activity } from "./activity.ts";
import { type AllowPrivate, Urls } from "./urls.ts";
import { type Fail, readResponse } from "./response.ts";
import { encodeBody } from "./body.ts";
import type { ApiRequest, Host, RequestTarget } from "./request.ts";
import { Deadlines } from "./timeout.ts";
import {
  createRateLimiter,
  type RateLimit,
  type RateLimiter,
} from "./rate_limiter.ts";
import {
  type CheckedOptions,
  checkOptions,
  type SessionOptions,
} from "./options.ts";
import { redact, redactCause } from "./redact.ts";
import {
  backoff,
  type FullRetryPolicy,
  isOpaque,
  isTransient,
  retryPolicy,
} from "./retry.ts";
import { askToken } from "./token.ts";

export type { SessionOptions } from "./options.ts";
export type { Token } from "./token.ts";

/**
 * The one way to GroupMe: each request of a client goes through its session,
 * which adds the token, paces, limits the time, tries again and types errors.
 */
export class Session {
  /** The clock of every delay. */
  readonly scheduler: SchedulerLike;
  /** The rate that requests are throttled to; `false` for none. */
  readonly rateLimit: RateLimit | false;
  /** What the client does; hot, without a memory, and it never ends. */
  readonly activity$: Observable<Activity>;
  readonly #activity = new Subject<Activity>();
  readonly #addresses: Urls;
  readonly #policy: FullRetryPolicy;
  readonly #gate: RateLimiter;
  readonly #deadlines: Deadlines;
  readonly #options: CheckedOptions;

  /**
   * Does nothing yet but look at its options.
   *
   * @throws {TypeError} With an option of another kind.
   * @throws {RangeError} With a number that makes no sense.
   */
  constructor(options: SessionOptions) {
    this.#options = checkOptions(options);
    this.scheduler = this.#options.scheduler;
    this.rateLimit = options.rateLimit ?? false;
    this.#addresses = new Urls(options.baseUrls);
    this.#policy = retryPolicy(options.retry);
    this.#deadlines = new Deadlines(this.scheduler);
    this.activity$ = this.#activity.asObservable();
    this.#gate = createRateLimiter(
      this.rateLimit,
      this.scheduler,
      (reason, delay) => this.report({ type: "wait", reason, delay }),
    );
  }

  /**
   * Sends a request when subscribed to, and again as the policy says.
   *
   * @returns What `call.read` makes of the answer, then completion; or a
   * {@linkcode GroupMeError}. Unsubscribing aborts.
   */
  request<T>(call: ApiRequest<T>): Observable<T> {
    return defer(() => {
      const request = this.#summary(call);
      const { method } = request;
      const {
        priority = "user",
        wrapAttempt = identity,
        idempotent = method === "GET",
        timeout: ms = this.#options.timeout,
      } = call;
      const { attempts, initialDelay, maxDelay, rateLimitDelay } = this.#policy;
      const late = () =>
        failure(NoResponse, request, `no whole answer within ${ms} ms`);
      let attempt = 0;
      return this.#gate.acquire(priority).pipe(
        switchMap(() => this.#token(request)),
        switchMap((token) =>
          this.#send(call, request, ++attempt, token).pipe(
            this.#deadlines.limit(ms, late),
            wrapAttempt,
          )
        ),
        retry({
          delay: (error, n) => {
            // A 429 is meant for the whole client.
            const isLimited = error instanceof RateLimited;
            if (isLimited) {
              this.#gate.pauseFor(error.retryAfter ?? rateLimitDelay);
            }
            if (!idempotent || n >= attempts || !isTransient(error)) {
              this.report({ type: "failure", request, error });
              throw error;
            }
            const delay = isLimited
              // The gate does the waiting.
              ? 0
              : isOpaque(error) && method === "GET" && n === attempts - 1
              // Perhaps a 429: give it its minute before giving up.
              ? rateLimitDelay
              : error.retryAfter ?? this.backoff(n, initialDelay, maxDelay);
            this.report({ type: "retry", request, error, delay });
            return timer(delay, this.scheduler);
          },
        }),
      );
    });
  }

  /** A wait before the attempt that follows failure number `n`, in ms. */
  backoff(n: number, initial: number, max: number): number {
    return backoff(n, initial, max, this.#options.random);
  }

  /**
   * Sends a request once, past the gate, and waits for as long as it takes:
   * for what the server holds. The token goes where `compose` puts it, and
   * into no header.
   *
   * @param compose Makes the body.
   */
  exchange<T>(
    call: ApiRequest<T>,
    compose: (token: string) => unknown,
  ): Observable<T> {
    return defer(() => {
      const request = this.#summary(call);
      return this.#token(request).pipe(
        switchMap((token) =>
          this.#send(
            { ...call, body: compose(token) },
            request,
            1,
            token,
            "body",
          )
        ),
      );
    });
  }

  /** The token, asked for anew, for what goes to `host` by no request. */
  askToken(host: Host): Observable<string> {
    return this.#token(this.#summary({ host }));
  }

  /** The base URL of one of GroupMe's services, without a slash at its end. */
  baseUrl(host: Host): string {
    return this.#addresses.base(host);
  }

  /**
   * Checks a URL that others may have written, before it is requested.
   *
   * @param name What the error calls it.
   * @throws {TypeError} When it is not `http:` or `https:`, holds a password, or
   * is on a private host that neither `baseUrls` nor `allowPrivate` names.
   */
  checkUrl(address: unknown, name: string, allowPrivate?: AllowPrivate): URL {
    return this.#addresses.remote(address, name, allowPrivate);
  }

  /** Tells whoever watches `activity$`. */
  report(activity: Activity): void {
    this.#activity.next(activity);
  }

  #summary(call: RequestTarget): RequestSummary {
    return { method: call.method ?? "GET", url: this.#addresses.of(call).url };
  }

  #token(request: RequestSummary): Observable<string> {
    return askToken(this.#options.token, request);
  }

  #send<T>(
    call: ApiRequest<T>,
    request: RequestSummary,
    attempt: number,
    token: string,
    auth: CheckedOptions["auth"] | "body" = this.#options.auth,
  ): Observable<T> {
    return abortable(async (signal) => {
      const { fetch, headers } = this.#options;
      const { method, url } = request;
      const { isTrusted } = this.#addresses.of(call);
      const place = isTrusted && auth;
      const target = new URL(url);
      if (place === "query") target.searchParams.set("token", token);
      const { contentType, ...sent } = encodeBody(call);
      if (method === "GET" && sent.body) {
        throw new TypeError(`Cannot GET ${call.path}: a GET has no body`);
      }
      const init: RequestInit = {
        method,
        headers: {
          ...(isTrusted && headers),
          ...(place === "header" && { "x-access-token": token }),
          ...(contentType && { "content-type": contentType }),
        },
        signal,
        // A header of ours would go along to wherever a redirect leads.
        redirect: isTrusted ? "manual" : "follow",
        ...sent,
      };
      this.report({ type: "attempt", request, attempt });
      const started = this.scheduler.now();
      const clean = (text: string) => redact(text, token);
      let response: Response | undefined;
      const fail: Fail = (Kind, what, details) =>
        failure(Kind, request, clean(what), {
          ...details,
          status: response?.status,
          errors: details?.errors?.map(clean),
        });
      try {
        // Where it makes the request by itself, it makes it but once.
        response = await (fetch
          ? fetch(new Request(target, init))
          : globalThis.fetch(target, init));
        this.report({
          type: "response",
          request,
          status: response.status,
          duration: this.scheduler.now() - started,
        });
        return call.read(await readResponse(response, call.responseType, fail));
      } catch (error) {
        if (error instanceof GroupMeError) throw error;
        if (error instanceof DecodeError) {
          throw fail(MissingResponseError, error.message);
        }
        const what = response ? "the answer broke off" : "no answer";
        throw fail(NoResponse, what, { cause: redactCause(error, token) });
      }
    });
  }
}
