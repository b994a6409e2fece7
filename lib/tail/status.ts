import { BehaviorSubject, distinctUntilChanged, type Observable } from "rxjs";

/**
 * Why a tail stands as it does, for a program:
 *
 * - `notStarted`, `stopped`: nobody is subscribed to it;
 * - `catchingUp`: it reads what it missed;
 * - `polling`: it asks at its interval; `push`: it is told; `pushDown`: it asks,
 *   since push is down;
 * - `waiting`: no answer has come for a minute;
 * - the `name` of an error: that is what it fails with, such as `NoResponse`,
 *   `RateLimited` or `Unauthorized`.
 */
export type TailStatusCode =
  | "notStarted"
  | "stopped"
  | "catchingUp"
  | "polling"
  | "push"
  | "pushDown"
  | "waiting"
  // Any other text, without hiding the ones above from an editor.
  | (string & Record<never, never>);

/** How a tail stands. */
export interface TailStatus {
  /**
   * - `live`: up to date; new messages arrive as they are written.
   * - `catchingUp`: reading what it does not have yet.
   * - `offline`: not reading: not started, stopped, or failing and retrying.
   */
  readonly state: "live" | "catchingUp" | "offline";
  /** Why, for a program. */
  readonly code: TailStatusCode;
  /** Why, in words for a person. */
  readonly reason: string;
  /** The error it fails with, while it is `offline` for that. */
  readonly error?: unknown;
  /** When it asks again after a failure, on the device's clock. */
  readonly retryAt?: Date;
}

/** Takes the states of one run. */
export interface StatusReport {
  /** Takes the present state. */
  set(status: TailStatus): void;
  /** Ends the run, in this state. */
  close(last: TailStatus): void;
}

const WORST_FIRST = ["offline", "catchingUp", "live"];

/** How all runs of a tail stand. */
export class TailStatuses {
  /** The state that is true for all runs: that of the one that stands worst. */
  readonly status$: Observable<TailStatus>;
  // A BehaviorSubject, since several runs write to it.
  readonly #status = new BehaviorSubject<TailStatus>({
    state: "offline",
    code: "notStarted",
    reason: "not started",
  });
  readonly #runs = new Set<{ status?: TailStatus }>();

  /** Knows of no run yet. */
  constructor() {
    this.status$ = this.#status.pipe(
      distinctUntilChanged((a, b) =>
        a.state === b.state && a.reason === b.reason
      ),
    );
  }

  /** Begins a run. */
  open(): StatusReport {
    const run: { status?: TailStatus } = {};
    const tell = (last?: TailStatus) => {
      const all = [...this.#runs].flatMap(({ status }) => status ?? []);
      const [worst = last] = all.sort((a, b) =>
        WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state)
      );
      if (worst) this.#status.next(worst);
    };
    this.#runs.add(run);
    return {
      set: (status) => {
        run.status = status;
        tell();
      },
      close: (last) => {
        this.#runs.delete(run);
        tell(last);
      },
    };
  }
}

/** What an error says, for a person. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The state of a run that fails with an error. */
export function failing(error: unknown, retryAt?: Date): TailStatus {
  const code = error instanceof Error ? error.name : "Error";
  const why = { code, reason: reasonOf(error), error };
  return { state: "offline", ...why, ...(retryAt && { retryAt }) };
}
