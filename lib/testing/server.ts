import { type Answer, empty, toResponse } from "./answer.ts";
import {
  breaking,
  connectionError,
  half,
  replacement,
} from "./fault_answers.ts";
import type { FaultEffect, Faults } from "./faults.ts";
import { runMembershipJobs } from "./memberships.ts";
import type { RateLimit } from "./rate_limit.ts";
import { logEntry, type LoggedRequest } from "./request_log.ts";
import { answerCall, type Found, noSuchPath, type Router } from "./router.ts";
import { VirtualClock } from "./virtual_clock.ts";
import { wait } from "./wait.ts";
import type { World } from "./world.ts";

const noBytes = new Uint8Array();

/** Takes requests one by one: keeps the log, then what goes wrong, then the routes. */
export class Server {
  /** What was asked so far. */
  log: LoggedRequest[] = [];
  /** How many requests wait for their answer. */
  open = 0;
  /** How often may be asked. */
  readonly limits: Set<RateLimit> = new Set();
  readonly #world: World;
  readonly #router: Router;
  readonly #faults: Faults;

  /** Serves a world. */
  constructor(world: World, router: Router, faults: Faults) {
    this.#world = world;
    this.#router = router;
    this.#faults = faults;
  }

  /** Answers as `fetch` does: with a response, or with a rejection. */
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const entry = logEntry(request, url, this.#world.now());
    this.log.push(entry);
    this.open++;
    this.#stir();
    try {
      const response = await this.#exchange(request, url);
      request.signal.throwIfAborted();
      const isReadable = response.headers.has("access-control-allow-origin");
      if (this.#world.settings.browser && !isReadable) throw connectionError();
      entry.status = response.status;
      return response;
    } finally {
      this.open--;
      this.#stir();
    }
  }

  async #exchange(request: Request, url: URL): Promise<Response> {
    const { signal } = request;
    const { scheduler, latency } = this.#world.settings;
    const effect = this.#faults.pick(request, url.pathname) ?? {};
    const time = latency + (effect.delay ?? 0);
    if (time > 0) await wait(time, scheduler, signal);
    if (effect.connectionError) throw connectionError();
    const instead = replacement(effect);
    const isTrue = !instead && !effect.hang;
    const answer = isTrue || effect.processed
      ? await this.#answer(request, url)
      : undefined;
    if (effect.hang) await wait(Infinity, scheduler, signal);
    if (effect.lostAnswer) throw connectionError();
    return cut(instead ?? answer ?? noSuchPath, effect);
  }

  async #answer(request: Request, url: URL): Promise<Answer> {
    const { pathname, searchParams: query } = url;
    const { headers, method } = request;
    if (method === "OPTIONS") return preflight(request, pathname);
    const found = this.#router.find(method, pathname);
    if (!found) return noSuchPath;
    const refusal = this.#refusal(found);
    if (refusal) return refusal;
    const bytes = request.body === null
      ? noBytes
      : new Uint8Array(await request.arrayBuffer());
    const world = this.#world;
    runMembershipJobs(world);
    return answerCall(found, { world, query, headers, bytes });
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

  #stir(): void {
    const { scheduler } = this.#world.settings;
    if (scheduler instanceof VirtualClock) scheduler.stir();
  }
}

function cut(answer: Answer, { truncate }: FaultEffect): Response {
  if (truncate === "text") return toResponse(half(answer));
  const response = toResponse(answer);
  return truncate === "stream" ? breaking(response, answer) : response;
}

/** What a browser asks first: GroupMe allows all origins, and PATCH only on v4. */
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
