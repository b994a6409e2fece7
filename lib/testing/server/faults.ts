import { assertFault } from "./fault_checks.ts";
import type { Random } from "../history/random.ts";

/** Selects the requests that a fault applies to; all given conditions must hold. */
export interface RequestMatch {
  /** The method, such as `POST`. */
  method?: string;
  /** The whole path, such as `/v3/groups`, or a pattern that it must match. */
  path?: string | RegExp;
}

/** The effect of a fault. */
export interface FaultEffect {
  /** Answers with this status, 200 to 599, in an envelope unless `body` is given. */
  status?: number;
  /** The `meta.errors` of the answer with `status`. */
  errors?: readonly string[];
  /** The `meta.code` of the answer with `status`; the status by default. */
  code?: number;
  /** The body of the answer with `status`: JSON, HTML or plain text. */
  body?: string;
  /** Headers of the answer with `status`, such as `{ "retry-after": "2" }`. */
  headers?: Readonly<Record<string, string>>;
  /**
   * Whether the answer has CORS headers. GroupMe's 429 may lack them, which in a
   * browser is the same as a broken connection.
   *
   * @default {true}
   */
  cors?: boolean;
  /** Breaks the connection before the server receives the request. */
  connectionError?: boolean;
  /** Breaks the connection after the server has carried the request out. */
  lostAnswer?: boolean;
  /**
   * Carries the request out, and sends half of the answer's body: complete HTTP
   * with invalid JSON (`"text"`), or a body that fails while it is read
   * (`"stream"`).
   */
  truncate?: "text" | "stream";
  /** Answers with 200 and no body. */
  emptyBody?: boolean;
  /** Answers with 200 and an HTML page. */
  htmlBody?: boolean;
  /** Never answers; the request ends when it is aborted. */
  hang?: boolean;
  /** Delays the answer, in ms on the clock; combines with any other effect. */
  delay?: number;
  /**
   * Whether the server carries the request out before it fails with `status`,
   * `emptyBody`, `htmlBody` or `hang`.
   *
   * @default {false}
   */
  processed?: boolean;
}

/** A fault: its effect, and the requests that it applies to. */
export interface FaultOptions extends FaultEffect {
  /**
   * The requests that match.
   *
   * @default {all}
   */
  match?: (RequestMatch | ((request: Request) => boolean)) | undefined;
  /**
   * The maximum number of requests that it applies to, from 1.
   *
   * @default {Infinity}
   */
  times?: number | undefined;
  /**
   * Probability that it applies to a request that matches, 0 to 1.
   *
   * @default {1}
   */
  probability?: number | undefined;
  /**
   * How long it lasts, in ms on the clock, from 0.
   *
   * @default {Infinity}
   */
  forMs?: number | undefined;
}

/** A fault that was added. */
export interface FaultHandle {
  /** The number of requests that it has applied to. */
  readonly hits: number;
  /** Removes the fault. */
  remove(): void;
}

interface Fault {
  readonly effect: FaultOptions;
  readonly until: number;
  hits: number;
}

/** The active faults, oldest first. */
export class Faults {
  #faults: Fault[] = [];
  readonly #now: () => number;
  readonly #random: Random;

  /** Starts without faults. */
  constructor(now: () => number, random: Random) {
    this.#now = now;
    this.#random = random;
  }

  /** Adds a fault. */
  add(options: FaultOptions): FaultHandle {
    assertFault(options);
    const until = this.#now() + (options.forMs ?? Infinity);
    const fault: Fault = { effect: options, until, hits: 0 };
    this.#faults.push(fault);
    return {
      get hits() {
        return fault.hits;
      },
      remove: () => {
        this.#faults = this.#faults.filter((other) => other !== fault);
      },
    };
  }

  /** Removes all faults. */
  clear(): void {
    this.#faults = [];
  }

  /** The effect on a request: that of the oldest fault that matches. */
  pick(request: Request, path: string): FaultEffect | undefined {
    if (this.#faults.length === 0) return undefined;
    const now = this.#now();
    this.#faults = this.#faults.filter(({ until, effect, hits }) =>
      now < until && hits < (effect.times ?? Infinity)
    );
    const fault = this.#faults.find(({ effect }) =>
      matches(effect.match, request, path) &&
      (effect.probability === undefined ||
        this.#random.fraction() < effect.probability)
    );
    if (fault) fault.hits++;
    return fault?.effect;
  }
}

/** Whether a request matches. */
function matches(
  match: FaultOptions["match"],
  request: Request,
  path: string,
): boolean {
  if (match === undefined) return request.method !== "OPTIONS";
  if (typeof match === "function") return match(request);
  const isMethod = match.method === undefined
    ? request.method !== "OPTIONS"
    : match.method.toUpperCase() === request.method;
  if (!isMethod || match.path === undefined) return isMethod;
  return typeof match.path === "string"
    ? match.path === path
    : path.search(match.path) >= 0;
}
