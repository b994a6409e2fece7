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
 * - `push`: the push connection is up, or down, or received something malformed:
 *   an element that is not a message, which is left out, or an event of a channel
 *   that is not subscribed to, which is emitted.
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
    readonly state: "up" | "down" | "malformed";
    readonly reason: string;
    readonly error?: unknown;
  };
