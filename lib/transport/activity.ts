import type { GroupMeError, RequestSummary } from "../errors.ts";

/**
 * What a client does, for logs and gauges; no part of it holds a secret.
 *
 * - `attempt`: a request is sent, for the `attempt`th time.
 * - `response`: GroupMe answered with `status`, `duration` ms later.
 * - `retry`: it failed with `error`, and is sent again in `delay` ms.
 * - `wait`: it is held back for `delay` ms, by a 429 or by the client's pace.
 * - `failure`: it failed for good, as far as the request goes; what asked for
 *   it may go on, as a tail does.
 * - `push`: the push connection is up, or down, or got something odd: what is
 *   no message, which it leaves out, or an event of a channel that nobody asked
 *   for, which it passes on.
 */
export type Activity =
  | {
    readonly type: "attempt";
    readonly request: RequestSummary;
    readonly attempt: number;
  }
  | {
    readonly type: "response";
    readonly request: RequestSummary;
    readonly status: number;
    readonly duration: number;
  }
  | {
    readonly type: "retry";
    readonly request: RequestSummary;
    readonly error: GroupMeError;
    readonly delay: number;
  }
  | {
    readonly type: "wait";
    readonly reason: "rateLimited" | "paced";
    readonly delay: number;
  }
  | {
    readonly type: "failure";
    readonly request: RequestSummary;
    readonly error: unknown;
  }
  | {
    readonly type: "push";
    readonly state: "up" | "down" | "odd";
    readonly reason: string;
    readonly error?: unknown;
  };
