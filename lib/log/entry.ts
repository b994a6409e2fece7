import type { Activity } from "../transport/activity.ts";

/** How much an entry matters, least first. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** One line of a log, before it is written. */
export interface LogEntry {
  /** How much it matters. */
  readonly level: LogLevel;
  /** A sentence for a person. */
  readonly message: string;
  /** The same in fields, for a machine; times in ms. */
  readonly fields: { readonly [name: string]: unknown };
}

/** The levels, least first. */
export const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * Makes a log entry of what a client does. No part of it holds a secret, as no
 * part of an `Activity` does.
 */
export function entryOf(activity: Activity): LogEntry {
  switch (activity.type) {
    case "attempt": {
      const { request: { method, url }, attempt } = activity;
      const again = attempt > 1 ? `, attempt ${attempt}` : "";
      return entry("debug", `${method} ${shortUrl(url)}${again}`, {
        type: "attempt",
        method,
        url,
        attempt,
      });
    }
    case "response": {
      const { request: { method, url }, status, duration } = activity;
      const text = `${method} ${shortUrl(url)} ${status} in ${ms(duration)}`;
      // 304 is GroupMe's way to say that a list has nothing more.
      const isRefusal = status >= 400;
      return entry(isRefusal ? "warn" : "info", text, {
        type: "response",
        method,
        url,
        status,
        duration,
      });
    }
    case "retry": {
      const { request: { method, url }, error, delay } = activity;
      return entry("warn", `${reasonOf(error)}; again in ${ms(delay)}`, {
        type: "retry",
        method,
        url,
        error: reasonOf(error),
        delay,
      });
    }
    case "wait": {
      const { reason, delay } = activity;
      const why = reason === "rateLimited"
        ? "GroupMe limits requests"
        : "The client's own rate limit is reached";
      return entry(
        reason === "rateLimited" ? "warn" : "debug",
        `${why}: the next one waits ${ms(delay)}`,
        { type: "wait", reason, delay },
      );
    }
    case "failure": {
      const { request: { method, url }, error } = activity;
      return entry("error", reasonOf(error), {
        type: "failure",
        method,
        url,
        error: reasonOf(error),
      });
    }
    case "push": {
      const { state, reason } = activity;
      const text = `Push is ${state}${reason ? `: ${reason}` : ""}`;
      return entry(state === "up" ? "info" : "warn", text, {
        type: "push",
        state,
        reason,
      });
    }
  }
}

function entry(
  level: LogLevel,
  message: string,
  fields: LogEntry["fields"],
): LogEntry {
  return { level, message, fields };
}

/** An address without its host, which is GroupMe's mostly, and its query. */
function shortUrl(url: string): string {
  const { hostname, pathname } = new URL(url);
  return hostname === "api.groupme.com" ? pathname : `${hostname}${pathname}`;
}

function ms(duration: number): string {
  return duration < 1_000
    ? `${Math.round(duration)} ms`
    : `${(duration / 1_000).toFixed(1)} s`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
