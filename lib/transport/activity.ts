import type { GroupMeError, RequestSummary } from "../errors.ts";

/**
 * The activity of a client, for logs and metrics; no part of it holds a secret.
 *
 * - `attempt`: a request is sent; `attempt` counts from 1.
 * - `response`: GroupMe answered with `status`, `duration` ms later.
 * - `retry`: it failed with `error`, and is sent again in `delay` ms.
 * - `wait`: it waits for `delay` ms, after a 429 or by `rateLimit`.
 * - `failure`: it failed, and is not sent again; a tail may go on with another.
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
    readonly reason: "rateLimited" | "throttled";
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
