import {
  asyncScheduler,
  concatMap,
  defer,
  finalize,
  from,
  type Observable,
  retry,
  type SchedulerLike,
  throwError,
  timeout,
  timer,
} from "rxjs";

/** Statuses with which a sink refuses one message, however often it is sent. */
const HOPELESS = [400, 413, 422];
/** After so many in a row that failed it is left for later. */
const ATTEMPTS = 5;
/** How long one may take, in ms. */
const LIMIT = 30_000;
/** How long a sink may ask for a pause that is waited for, in ms. */
const PATIENCE = 60_000;
/** Whatever a sink asks for, in ms: an alarm cannot be set for the end of time. */
const LONGEST = 86_400_000;

/** What a sink is reached by. */
export interface SinkOptions {
  /** What sends a request. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** The clock of every wait. */
  readonly scheduler?: SchedulerLike;
}

/** A sink did not take a message. Its address may be a secret: it is not told. */
export class SinkError extends Error {
  override name = "SinkError";

  /**
   * Keeps the status; there is none where no answer came.
   *
   * @param wait How long it wants to be left alone, in ms.
   */
  constructor(readonly status?: number, readonly wait: number = 0) {
    super(`Cannot post to the sink: ${status ?? "no answer"}`);
  }

  /** May the same post be taken soon? */
  get mayPass(): boolean {
    return this.status === undefined || this.status >= 500;
  }
}

/** Posts JSON to a webhook, at the pace that it asks for, as Discord's does. */
export class Sink {
  readonly #url: string;
  readonly #fetch: (request: Request) => Promise<Response>;
  readonly #clock: SchedulerLike;
  #freeAt = -Infinity;

  /** Nothing is sent yet. */
  constructor(url: string, options: SinkOptions = {}) {
    this.#url = url;
    this.#fetch = options.fetch ?? ((request) => fetch(request));
    this.#clock = options.scheduler ?? asyncScheduler;
  }

  /**
   * Posts when subscribed to, and again until it is taken. One at a time. Where
   * the sink wants to be left alone for more than a minute it errors instead,
   * at once, and nothing is sent until then.
   *
   * @param key The same for each attempt at the same thing, by which a sink can
   * tell a repetition: it goes along as `Idempotency-Key`.
   * @returns Whether it was taken, `false` if it never will be, then completion;
   * or a {@linkcode SinkError}.
   */
  post(key: string, body: unknown): Observable<boolean> {
    const text = JSON.stringify(body);
    return defer(() => {
      const wait = Math.max(0, this.#freeAt - this.#clock.now());
      if (wait > PATIENCE) throw new SinkError(429, wait);
      return timer(wait, this.#clock);
    }).pipe(
      concatMap(() => this.#attempt(key, text)),
      retry({
        delay: (error, n) => {
          if (!(error instanceof SinkError)) return throwError(() => error);
          if (n >= ATTEMPTS) return throwError(() => error);
          if (error.status === 429 && error.wait === 0) {
            return timer(0, this.#clock);
          }
          return error.mayPass
            ? timer(250 * 2 ** n, this.#clock)
            : throwError(() => error);
        },
      }),
    );
  }

  #attempt(key: string, body: string): Observable<boolean> {
    return defer(() => {
      const controller = new AbortController();
      return from(this.#send(key, body, controller.signal)).pipe(
        timeout({
          each: LIMIT,
          scheduler: this.#clock,
          with: () => throwError(() => new SinkError()),
        }),
        finalize(() => controller.abort()),
      );
    });
  }

  async #send(
    key: string,
    body: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const response = await this.#request(key, body, signal).catch(() => {
      throw new SinkError();
    });
    const wait = await waitOf(response, this.#clock.now());
    // Clocks show whole milliseconds: it may be up to one later than they say.
    if (wait > 0) this.#freeAt = this.#clock.now() + wait + 1;
    const { ok, status } = response;
    if (!ok && !HOPELESS.includes(status)) throw new SinkError(status);
    return ok;
  }

  // Asynchronous, as what a bad address makes throw tells the address.
  async #request(
    key: string,
    body: string,
    signal: AbortSignal,
  ): Promise<Response> {
    const fetch = this.#fetch;
    return await fetch(
      new Request(this.#url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": key },
        body,
        // Followed, most of them turn a POST into a GET, which delivers nothing.
        redirect: "manual",
        signal,
      }),
    );
  }
}

/** How long nothing may be posted after an answer, in ms. */
async function waitOf(response: Response, now: number): Promise<number> {
  const { headers, status } = response;
  // Read in any case, so that the connection is free.
  const text = await response.text().catch(() => "");
  if (status === 429) {
    // Discord tells fractions of a second, in the body alone.
    const wait = retryAfterOf(text) ?? headers.get("Retry-After");
    return msOf(wait, now) || 5_000;
  }
  if (headers.get("X-RateLimit-Remaining") !== "0") return 0;
  return msOf(headers.get("X-RateLimit-Reset-After"), now);
}

/** What is told in seconds, or as a date, in ms from now; 0 if it is neither. */
function msOf(told: unknown, now: number): number {
  const seconds = Number(told);
  const ms = Number.isNaN(seconds)
    ? Date.parse(`${told}`) - now
    : 1_000 * seconds;
  return Math.min(Math.max(0, ms || 0), LONGEST);
}

function retryAfterOf(text: string): unknown {
  try {
    return JSON.parse(text)?.retry_after;
  } catch {
    return undefined;
  }
}
