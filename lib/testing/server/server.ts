import { type Answer, empty, toResponse } from "./answer.ts";
import {
  breaking,
  broken,
  connectionError,
  half,
  replacement,
} from "./fault_answers.ts";
import type { FaultEffect, Faults } from "./faults.ts";
import type { BayeuxServer } from "../push/bayeux_server.ts";
import type { RateLimit } from "./rate_limit.ts";
import { logEntry, type LoggedRequest } from "./request_log.ts";
import {
  answerRequest,
  type Found,
  NO_SUCH_PATH,
  type Router,
} from "./router.ts";
import { routePath } from "./hosts.ts";
import { VirtualClock } from "../clock/virtual_clock.ts";
import { wait } from "../clock/wait.ts";
import type { World } from "../model/world.ts";

const NO_BYTES = new Uint8Array();

/** Answers requests: logs them, applies faults and limits, and runs the routes. */
export class Server {
  /** The requests so far. */
  log: LoggedRequest[] = [];
  /** The number of requests that are not answered yet. */
  open = 0;
  /** The rate limits. */
  readonly limits: Set<RateLimit> = new Set();
  readonly #world: World;
  readonly #router: Router;
  readonly #faults: Faults;
  readonly #push: BayeuxServer;

  /** Serves a world. */
  constructor(
    world: World,
    router: Router,
    faults: Faults,
    push: BayeuxServer,
  ) {
    this.#world = world;
    this.#router = router;
    this.#faults = faults;
    this.#push = push;
  }

  /**
   * Answers as `fetch` does: with a response, or with a rejection.
   *
   * @param isServed Whether the request came over a socket. Its signal is then
   * used only while it has to wait: Deno warns of it, and it costs time.
   */
  async fetch(request: Request, isServed: boolean): Promise<Response> {
    const url = new URL(request.url);
    const entry = logEntry(request, url, this.#world.now());
    this.log.push(entry);
    this.open++;
    try {
      if (!isServed) request.signal.throwIfAborted();
      const response = await this.#exchange(request, url);
      if (!isServed) this.#check(request, response);
      this.#date(response);
      entry.status = response.status;
      return response;
    } catch (error) {
      if (!isServed) throw error;
      // A handler cannot close its socket, but a body that fails does.
      return broken();
    } finally {
      this.open--;
    }
  }

  /** Fails as `fetch` does when aborted, or without CORS headers in a browser. */
  #check({ signal }: Request, { headers }: Response): void {
    signal.throwIfAborted();
    const isReadable = headers.has("access-control-allow-origin");
    if (this.#world.settings.browser && !isReadable) throw this.#lost();
  }

  /** Dates an answer by the clock; a page of another origin cannot read it. */
  #date({ headers }: Response): void {
    if (this.#world.settings.browser || headers.has("date")) return;
    headers.set("date", new Date(this.#world.now()).toUTCString());
  }

  #lost(): TypeError {
    return connectionError(this.#world.settings.browser);
  }

  async #exchange(request: Request, url: URL): Promise<Response> {
    const { scheduler, latency } = this.#world.settings;
    const effect = this.#faults.pick(request, url.pathname) ?? {};
    const time = latency + (effect.delay ?? 0);
    if (time > 0) await wait(time, scheduler, request.signal);
    if (effect.connectionError) throw this.#lost();
    const instead = replacement(effect);
    const isTrue = !instead && !effect.hang;
    const answer = isTrue || effect.processed
      ? await this.#answer(request, url)
      : undefined;
    if (effect.hang) await wait(Infinity, scheduler, request.signal);
    if (effect.lostAnswer) throw this.#lost();
    return cut(instead ?? answer ?? NO_SUCH_PATH, effect);
  }

  async #answer(request: Request, url: URL): Promise<Answer> {
    const { pathname, searchParams: query } = url;
    const { headers, method } = request;
    const path = routePath(url);
    if (path === undefined) return NO_SUCH_PATH;
    // Push may be served elsewhere too.
    const isPush = path === "/faye";
    if (method === "OPTIONS") {
      return isPush ? NO_PREFLIGHT : preflight(request, pathname);
    }
    this.#world.due.run(this.#world.now());
    if (isPush && method === "GET") {
      return this.#push.answerScript(query, request.signal);
    }
    if (isPush && method === "POST") {
      const bytes = await this.#bytes(request);
      const type = headers.get("content-type") ?? "";
      return this.#push.answer(bytes, type, request.signal);
    }
    const found = this.#router.find(method, path);
    if (!found) return NO_SUCH_PATH;
    const refusal = this.#refusal(found);
    if (refusal) return refusal;
    const bytes = await this.#bytes(request);
    const world = this.#world;
    return answerRequest(found, { world, query, headers, bytes });
  }

  async #bytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
    if (request.body === null) return NO_BYTES;
    const { scheduler } = this.#world.settings;
    // A virtual hour must not pass while a file is read.
    const release = scheduler instanceof VirtualClock
      ? scheduler.hold()
      : undefined;
    try {
      return new Uint8Array(await request.arrayBuffer());
    } finally {
      release?.();
    }
  }

  #refusal({ route }: Found): Answer | undefined {
    // Pictures come from another host, which has no such limit.
    if (route.isOpen && route.method === "GET") return undefined;
    const now = this.#world.now();
    for (const limit of this.limits) {
      const refusal = limit.refuse(now);
      if (refusal) return refusal;
    }
    return undefined;
  }
}

function cut(answer: Answer, { truncate }: FaultEffect): Response {
  if (truncate === "text") return toResponse(half(answer));
  const response = toResponse(answer);
  return truncate === "stream" ? breaking(response, answer) : response;
}

/** The push server takes requests of its own origin alone. */
const NO_PREFLIGHT: Answer = { ...empty(503), cors: false };

/** The answer to a preflight: GroupMe allows all origins, and PATCH on v4 alone. */
function preflight({ headers }: Request, pathname: string): Answer {
  const methods = "GET, POST, PUT, DELETE, OPTIONS";
  return {
    ...empty(200),
    headers: {
      "access-control-allow-methods": pathname.startsWith("/v4/")
        ? `${methods}, PATCH`
        : methods,
      "access-control-allow-headers":
        headers.get("access-control-request-headers") ?? "*",
    },
  };
}
