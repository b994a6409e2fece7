import { BehaviorSubject, type Observable } from "rxjs";
import { currentValues } from "../util/current_values.ts";

/**
 * The reason for the state of a tail, for a program:
 *
 * - `notStarted`, `stopped`: it has no subscriber;
 * - `catchingUp`: it reads the messages that it missed;
 * - `polling`: it polls at its interval; `push`: push is connected; `pushDown`: it
 *   polls, since push is down;
 * - `waiting`: a request has had no answer for a minute;
 * - the `name` of an error: the last request failed with it, such as `NoResponse`,
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

/** The state of a tail. */
export interface TailStatus {
  /**
   * - `live`: up to date; new messages arrive as they are written.
   * - `catchingUp`: reading messages that it missed.
   * - `offline`: not reading: not started, stopped, waiting, or failing and retrying.
   */
  readonly state: "live" | "catchingUp" | "offline";
  /** The reason, for a program. */
  readonly code: TailStatusCode;
  /** The reason, in words for a person. */
  readonly reason: string;
  /** The error it fails with, while it is `offline` for that. */
  readonly error?: unknown;
  /** The time of the next attempt after a failure, on the device's clock. */
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

/** The states of all runs of a tail. */
export class TailStatuses {
  // A BehaviorSubject, since several runs write to it.
  readonly #status = new BehaviorSubject<TailStatus>({
    state: "offline",
    code: "notStarted",
    reason: "not started",
  });
  readonly #runs = new Map<object, TailStatus>();
  /** The worst of the states of all runs. */
  readonly status$: Observable<TailStatus> = currentValues(
    this.#status,
    (a, b) => a.reason === b.reason && a.retryAt === b.retryAt,
  );

  /** Begins a run. */
  open(): StatusReport {
    const run = {};
    const tell = (last: TailStatus) => {
      const [worst = last] = [...this.#runs.values()].sort((a, b) =>
        WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state)
      );
      this.#status.next(worst);
    };
    return {
      set: (status) => {
        this.#runs.set(run, status);
        tell(status);
      },
      close: (last) => {
        this.#runs.delete(run);
        tell(last);
      },
    };
  }
}

/** The message of an error, for a person. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The state of a run that fails with an error. */
export function failing(error: unknown, retryAt?: Date): TailStatus {
  return {
    state: "offline",
    code: error instanceof Error ? error.name : "Error",
    reason: reasonOf(error),
    error,
    ...retryAt && { retryAt },
  };
}
