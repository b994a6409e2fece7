import type { Random } from "../history/random.ts";

/** Which requests a fault hits; all conditions that are given must hold. */
export interface RequestMatch {
  /** Such as `POST`. */
  method?: string;
  /** The whole path, such as `/v3/groups`, or a pattern that it must match. */
  path?: string | RegExp;
}

/** What goes wrong. */
export interface FaultEffect {
  /** Answer with this status, in an envelope unless `body` says otherwise. */
  status?: number;
  /** What `meta.errors` says with a `status`. */
  errors?: readonly string[];
  /** The five-digit code that GroupMe sometimes puts into `meta.code`. */
  code?: number;
  /** The body that comes with a `status`: plain text, or HTML if it looks so. */
  body?: string;
  /** Headers that come with a `status`, such as `{ "retry-after": "2" }`. */
  headers?: Readonly<Record<string, string>>;
  /**
   * Whether the answer has CORS headers. GroupMe's 429 may come without them,
   * which in a browser looks like a broken connection.
   *
   * @default {true}
   */
  cors?: boolean;
  /** The connection fails before the server saw the request. */
  connectionError?: boolean;
  /** The server does what was asked, then the connection fails. */
  lostAnswer?: boolean;
  /**
   * The server does what was asked, and half of the answer's body arrives:
   * as whole HTTP around broken JSON (`"text"`), or as a body that fails while
   * it is read (`"stream"`).
   */
  truncate?: "text" | "stream";
  /** Answer 200, without a body. */
  emptyBody?: boolean;
  /** Answer 200, with a page for people. */
  htmlBody?: boolean;
  /** Answer never, until the request is aborted. */
  hang?: boolean;
  /** Answer later, by so many ms on the clock; goes with any other effect. */
  delay?: number;
  /**
   * Whether the server does what was asked before it fails with `status`,
   * `emptyBody`, `htmlBody` or `hang`.
   *
   * @default {false}
   */
  processed?: boolean;
}

/** Something that goes wrong, and when. */
export interface FaultOptions extends FaultEffect {
  /** Which requests; all unless told. */
  match?: RequestMatch | ((request: Request) => boolean);
  /** How many requests at most; any number unless told. */
  times?: number;
  /** How likely a request that matches is hit, 0 to 1; always unless told. */
  probability?: number;
  /** For how many ms on the clock; for ever unless told. */
  forMs?: number;
}

/** A fault that was put in. */
export interface FaultHandle {
  /** How many requests it has hit. */
  readonly hits: number;
  /** Takes the fault away. */
  remove(): void;
}

interface Fault {
  readonly effect: FaultOptions;
  readonly until: number;
  hits: number;
}

const effects = [
  "status",
  "connectionError",
  "lostAnswer",
  "truncate",
  "emptyBody",
  "htmlBody",
  "hang",
] as const;

/** The faults that are in place, oldest first. */
export class Faults {
  #faults: Fault[] = [];
  readonly #now: () => number;
  readonly #random: Random;

  /** Starts without faults. */
  constructor(now: () => number, random: Random) {
    this.#now = now;
    this.#random = random;
  }

  /** Puts one in. */
  add(options: FaultOptions): FaultHandle {
    const given = effects.filter((name) => options[name] !== undefined);
    if (given.length > 1) {
      throw new TypeError(`Cannot add a fault: both ${given.join(" and ")}`);
    }
    if (given.length === 0 && options.delay === undefined) {
      throw new TypeError("Cannot add a fault: it does nothing");
    }
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

  /** Takes all away. */
  clear(): void {
    this.#faults = [];
  }

  /** What goes wrong with a request: the oldest fault that fits. */
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

/** Whether a request is among those meant. */
export function matches(
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
