import {
  defer,
  identity,
  type Observable,
  retry,
  type SchedulerLike,
  Subject,
  switchMap,
  throwError,
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
import { type Address, Addresses } from "./addresses.ts";
import { type Fail, readAnswer } from "./answer.ts";
import { encodeBody } from "./body.ts";
import type { Call, Host } from "./call.ts";
import { Deadlines } from "./deadlines.ts";
import { failure } from "./failure.ts";
import { Gate } from "./gate.ts";
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
  isPassing,
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
  /** What the client does; hot, without a memory, and it never ends. */
  readonly activity$: Observable<Activity>;
  readonly #activity = new Subject<Activity>();
  readonly #addresses: Addresses;
  readonly #policy: FullRetryPolicy;
  readonly #gate: Gate;
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
    this.#addresses = new Addresses(options.baseUrls);
    this.#policy = retryPolicy(options.retry);
    this.activity$ = this.#activity.asObservable();
    this.#deadlines = new Deadlines(this.scheduler);
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
      const address = this.#addresses.of(call);
      const { method = "GET", repeatable = method === "GET", body } = call;
      const request = { method, url: address.url };
      if (method === "GET" && body !== undefined && body !== null) {
        throw new TypeError(`Cannot GET ${call.path}: a GET has no body`);
      }
      const attempts = repeatable ? this.#policy.attempts : 1;
      return this.#attempts(call, address, request).pipe(
        call.around ?? identity,
        retry({
          delay: (error, n) => {
            this.#heed(error);
            if (n >= attempts || !isPassing(error)) {
              this.#activity.next({ type: "failure", request, error });
              return throwError(() => error);
            }
            const isLast = n === attempts - 1;
            const delay = this.#delay(error, n, isLast && method === "GET");
            this.#activity.next({ type: "retry", request, error, delay });
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

  /** A 429 is meant for the whole client. */
  #heed(error: unknown): void {
    if (error instanceof RateLimited) {
      this.#gate.hold(error.retryAfter ?? this.#policy.rateLimitDelay);
    }
  }

  #delay(error: unknown, n: number, isLastGet: boolean): number {
    const { initialDelay, maxDelay, rateLimitDelay } = this.#policy;
    // The gate does the waiting.
    if (error instanceof RateLimited) return 0;
    // Perhaps a 429: give it its minute before giving up.
    if (isLastGet && isOpaque(error)) return rateLimitDelay;
    const asked = error instanceof BadResponse ? error.retryAfter : undefined;
    return asked ?? this.backoff(n, initialDelay, maxDelay);
  }

  /** One attempt for each subscription. */
  #attempts<T>(
    call: Call<T>,
    address: Address,
    request: RequestSummary,
  ): Observable<T> {
    const { token, timeout } = this.#options;
    const ms = call.timeout ?? timeout;
    let attempt = 0;
    const limit = this.#deadlines.limit<T>(ms, () => {
      const what = `no whole answer within ${ms} ms`;
      return failure(NoResponse, request, what);
    });
    const send = (token: string) => {
      attempt += 1;
      this.#activity.next({ type: "attempt", request, attempt });
      return limit(
        abortable((signal) =>
          this.#exchange(call, address, request, token, signal)
        ),
      );
    };
    return this.#gate.pass(call.lane ?? "interactive").pipe(
      switchMap(() =>
        typeof token === "string"
          ? send(token)
          : askToken(token, request).pipe(switchMap(send))
      ),
    );
  }

  /**
   * Sends a request once, past the gate, and waits for as long as it takes:
   * for what the server holds. The token goes where `compose` puts it, and
   * into no header.
   *
   * @param compose Makes the body.
   */
  exchange<T>(
    call: Call<T>,
    compose: (token: string) => unknown,
  ): Observable<T> {
    return defer(() => {
      const address = this.#addresses.of(call);
      const request = { method: call.method ?? "GET", url: address.url };
      return askToken(this.#options.token, request).pipe(switchMap((token) => {
        this.report({ type: "attempt", request, attempt: 1 });
        const composed = { ...call, body: compose(token) };
        return abortable((signal) =>
          this.#exchange(composed, address, request, token, signal, "body")
        );
      }));
    });
  }

  /** The token, asked for anew, for what goes to `host` by no request. */
  askToken(host: Host): Observable<string> {
    const request = { method: "GET", url: this.baseUrl(host) };
    return askToken(this.#options.token, request);
  }

  /** The base URL of one of GroupMe's services, without a slash at its end. */
  baseUrl(host: Host): string {
    return this.#addresses.base(host);
  }

  /** Tells whoever watches `activity$`. */
  report(activity: Activity): void {
    this.#activity.next(activity);
  }

  async #exchange<T>(
    call: Call<T>,
    { url, isTrusted }: Address,
    request: RequestSummary,
    token: string,
    signal: AbortSignal,
    auth: CheckedOptions["auth"] | "body" = this.#options.auth,
  ): Promise<T> {
    const { method } = request;
    const { contentType, ...sent } = encodeBody(call);
    const headers: Record<string, string> = {};
    if (isTrusted) Object.assign(headers, this.#options.headers);
    if (isTrusted && auth === "header") headers["x-access-token"] = token;
    if (contentType !== undefined) headers["content-type"] = contentType;
    const target = isTrusted && auth === "query" ? withToken(url, token) : url;
    // A header of ours would go along to wherever a redirect leads.
    const redirect = isTrusted ? "manual" : "follow";
    const started = this.scheduler.now();
    let response: Response | undefined;
    const fail: Fail = (Kind, what, details) =>
      failure(Kind, request, redact(what, token), {
        ...details,
        status: response?.status,
        errors: details?.errors?.map((error) => redact(error, token)),
      });
    try {
      response = await this.#send(target, {
        method,
        headers,
        signal,
        redirect,
        ...sent,
      });
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

  #send(url: string, init: RequestInit): Promise<Response> {
    const { fetch } = this.#options;
    // Where it makes the request by itself, it makes it but once.
    return fetch ? fetch(new Request(url, init)) : globalThis.fetch(url, init);
  }
}

function withToken(url: string, token: string): string {
  const whole = new URL(url);
  whole.searchParams.set("token", token);
  return whole.href;
}
