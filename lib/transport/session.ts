import {
  defer,
  finalize,
  identity,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  retry,
  type SchedulerLike,
  Subject,
  switchMap,
  timer,
} from "rxjs";
import {
  BadResponse,
  failure,
  NoResponse,
  RateLimited,
  type RequestSummary,
} from "../errors.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import { timeLimit } from "../util/time_limit.ts";
import type { Activity } from "./activity.ts";
import { checkOptions, type SessionOptions } from "./options.ts";
import { PostOrder } from "./post_order.ts";
import {
  createRateLimiter,
  type RateLimit,
  type RateLimiter,
} from "./rate_limiter.ts";
import type { ApiRequest, Host, RequestTarget } from "./request.ts";
import {
  backoff,
  type FullRetryPolicy,
  isOpaque,
  isTransient,
  retryPolicy,
} from "./retry.ts";
import { type Attempt, send, type Sender } from "./send.ts";
import { resolveToken } from "./token.ts";
import { Urls } from "./urls.ts";

export type { SessionOptions } from "./options.ts";
export type { Token } from "./token.ts";

/**
 * The one way to GroupMe: each request of a client goes through its session,
 * which adds the token, throttles, limits the time, retries and types errors.
 */
export class Session {
  /** The clock of every delay. */
  readonly scheduler: SchedulerLike;
  /** The rate that requests are throttled to; `false` for none. */
  readonly rateLimit: RateLimit | "learn" | false;
  /** The activity of the client: hot, without a replay; it never completes. */
  readonly activity$: Observable<Activity>;
  // Requests of many subscribers report here, so no operator serves.
  readonly #activity = new Subject<Activity>();
  readonly #policy: FullRetryPolicy;
  readonly #limiter: RateLimiter;
  readonly #order: PostOrder;
  readonly #sender: Sender;

  /**
   * Checks its options, and does nothing else.
   *
   * @throws {TypeError} With an option of another kind.
   * @throws {RangeError} With a number out of its range.
   */
  constructor(options: SessionOptions) {
    const checked = checkOptions(options);
    const { scheduler } = checked;
    const clock = monotonicClock(scheduler);
    this.scheduler = scheduler;
    this.activity$ = this.#activity.asObservable();
    this.#policy = retryPolicy(options.retry);
    this.rateLimit = options.rateLimit ?? false;
    this.#limiter = createRateLimiter(
      this.rateLimit,
      scheduler,
      (reason, delay) => this.report({ type: "wait", reason, delay }),
    );
    this.#order = new PostOrder(clock);
    this.#sender = {
      options: checked,
      urls: new Urls(options.baseUrls),
      clock,
      report: (activity) => this.report(activity),
    };
  }

  /**
   * Sends a request when subscribed to, and again as the policy says.
   *
   * @returns The value that `call.read` makes of the answer, then completion; or
   * a {@linkcode GroupMeError}. Unsubscribing aborts.
   * @internal
   */
  request<T>(call: ApiRequest<T>): Observable<T> {
    return defer(() => {
      const address = this.#address(call);
      const { request } = address;
      const { method, url } = request;
      const { options } = this.#sender;
      const {
        priority = "user",
        wrapAttempt = identity,
        idempotent = method === "GET",
        timeout: ms = options.timeout,
        isApart = false,
      } = call;
      // Nothing else is kept in its order.
      const slot = method === "POST" ? this.#order.slot(url) : undefined;
      let attempt = 0;
      const once = resolveToken(
        options.token,
        request,
        (token) =>
          send(this.#sender, call, {
            ...address,
            attempt: ++attempt,
            token,
            tokenPlacement: options.auth,
          }),
      ).pipe(this.#limit(ms, request));
      return this.#limiter.acquire(priority, slot?.isHeld).pipe(
        switchMap(() => wrapAttempt(once)),
        retry({
          delay: (error, n) => {
            const isOver = !idempotent || n >= this.#policy.attempts ||
              !isTransient(error);
            const delay = this.delayOf(error, n, method);
            if (error instanceof RateLimited && !isApart) {
              // A 429 is meant for the whole client.
              this.#limiter.pauseFor(delay);
              slot?.pauseFor(delay + 2 * ms);
            }
            if (isOver || error instanceof RateLimited && isApart) {
              this.report({ type: "failure", request, error });
              throw error;
            }
            // The rate limiter does the waiting for a 429.
            const wait = error instanceof RateLimited ? 0 : delay;
            this.report({ type: "retry", request, error, delay: wait });
            return timer(wait, this.scheduler);
          },
        }),
        slot ? finalize(slot.leave) : identity,
      );
    });
  }

  /**
   * The delay before the attempt that follows failure number `n`, in ms.
   *
   * @internal
   */
  backoff(n: number, initial: number, max: number): number {
    return backoff(n, initial, max, this.#sender.options.random);
  }

  /**
   * Sends a request once, past the rate limiter and without a time limit: for a
   * request that the server answers when it has something to tell. The token
   * goes where `compose` puts it, and into no header.
   *
   * @param compose Makes the body.
   * @internal
   */
  exchange<T>(
    call: ApiRequest<T>,
    compose: (token: string) => unknown,
  ): Observable<T> {
    return defer(() => {
      const address = this.#address(call);
      return this.#token(address.request).pipe(
        switchMap((token) =>
          send(this.#sender, { ...call, body: compose(token) }, {
            ...address,
            attempt: 1,
            token,
            tokenPlacement: "none",
          })
        ),
      );
    });
  }

  /**
   * Emits the token, for what goes to `host` by no request, and completes.
   *
   * @internal
   */
  resolveToken(host: Host): Observable<string> {
    return this.#token(this.#address({ host }).request);
  }

  /**
   * The base URL of one of GroupMe's services, without a slash at its end.
   *
   * @throws {TypeError} When `baseUrls` names others, but not this one.
   * @internal
   */
  baseUrl(host: Host): string {
    return this.#sender.urls.base(host);
  }

  /**
   * Emits on `activity$`.
   *
   * @internal
   */
  report(activity: Activity): void {
    this.#activity.next(activity);
  }

  #address(call: RequestTarget): Pick<Attempt, "request" | "isTrusted"> {
    const { method = "GET" } = call;
    const { url, isTrusted } = this.#sender.urls.of(call);
    return { request: { method, url }, isTrusted };
  }

  #token(request: RequestSummary): Observable<string> {
    const { token, timeout } = this.#sender.options;
    return resolveToken(token, request, of).pipe(this.#limit(timeout, request));
  }

  /** Errors when no value has come in a time, in ms. */
  #limit<T>(ms: number, request: RequestSummary): MonoTypeOperatorFunction<T> {
    return timeLimit(
      ms,
      this.scheduler,
      () => failure(NoResponse, request, `no whole answer within ${ms} ms`),
    );
  }

  /** The delay that failure number `n` in a row asks for, in ms. */
  delayOf(error: unknown, n: number, method: string = "POST"): number {
    const { attempts, initialDelay, maxDelay, rateLimitDelay } = this.#policy;
    const isLimited = error instanceof RateLimited;
    const { retryAfter = isLimited ? rateLimitDelay : 0 } =
      error instanceof BadResponse ? error : {};
    const isLast = n === attempts - 1;
    // Perhaps a 429 that the browser hides: its minute, before giving up.
    const hidden = isLast && method === "GET" && isOpaque(error)
      ? rateLimitDelay
      : 0;
    return Math.max(
      hidden,
      retryAfter,
      this.backoff(n, initialDelay, maxDelay),
    );
  }
}
