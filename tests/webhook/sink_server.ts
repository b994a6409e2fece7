import { filter, firstValueFrom, startWith, Subject, timeout } from "rxjs";

/** More than any of them needs, in ms. */
const LIMIT = 120_000;

/** What was posted to a sink. */
export interface Posted {
  /** Its `Idempotency-Key`. */
  readonly key: string;
  /** Its JSON. */
  readonly body: unknown;
}

/** A change of something that was posted. */
export interface Changed {
  /** `PATCH` or `DELETE`. */
  readonly method: string;
  /** The path behind the sink's own. */
  readonly rest: string;
  /** Its JSON. */
  readonly body?: unknown;
}

/** What a sink does beside keeping. */
export interface SinkHabits {
  /** Gives another answer than 204: then the post is not taken. */
  refuse?(posted: Posted): Response | undefined;
  /** Comes between taking a post and its answer, and may give that headers. */
  took?(posted: Posted): Promise<void> | HeadersInit | void;
}

/** A webhook on a port of this machine, which keeps what it takes. */
export class SinkServer implements AsyncDisposable {
  /** What it took, in order, repetitions included. */
  readonly taken: Posted[] = [];
  /** The changes of what was posted, in order. */
  readonly changed: Changed[] = [];
  /** Where it is. */
  readonly url: string;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #habits: SinkHabits;
  readonly #changes = new Subject<void>();
  readonly #keys = new Set<string>();

  constructor(habits: SinkHabits = {}) {
    this.#habits = habits;
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => this.#answer(request),
    );
    this.url = `http://127.0.0.1:${this.#server.addr.port}/sink`;
  }

  /** The keys of what it took, each once: what a sink that deduplicates has. */
  get keys(): ReadonlySet<string> {
    return this.#keys;
  }

  /** Waits until it has taken so many different things, and not for ever. */
  async until(size: number): Promise<void> {
    const isEnough = () => this.#keys.size >= size;
    const enough = this.#changes.pipe(
      startWith(undefined),
      filter(isEnough),
      timeout({ first: LIMIT }),
    );
    await firstValueFrom(enough);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const key = request.headers.get("Idempotency-Key") ?? "";
    const { pathname, searchParams } = new URL(request.url);
    if (request.method !== "POST") {
      const { method } = request;
      const text = await request.text();
      const body = text ? { body: JSON.parse(text) } : {};
      this.changed.push({
        method,
        rest: pathname.slice("/sink".length),
        ...body,
      });
      return new Response(null, { status: 204 });
    }
    const posted = { key, body: await request.json() };
    const refusal = this.#habits.refuse?.(posted);
    if (refusal) return refusal;
    this.taken.push(posted);
    this.#keys.add(key);
    const headers = await this.#habits.took?.(posted) ?? undefined;
    this.#changes.next();
    // As Discord answers, which counts from here.
    const id = `${1_000 + this.taken.length}`;
    return searchParams.get("wait") === "true"
      ? Response.json({ id }, { headers })
      : new Response(null, { status: 204, headers });
  }
}
