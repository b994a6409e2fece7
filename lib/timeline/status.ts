import type { TimelineStatus } from "./types.ts";

/** The status before the first run. */
export const NOT_STARTED: TimelineStatus = /* @__PURE__ */ Object.freeze({
  state: "offline",
  code: "notStarted",
  reason: "not started",
});

/** Whether two statuses say the same. */
export function isSameStatus(a: TimelineStatus, b: TimelineStatus): boolean {
  return a.state === b.state && a.code === b.code && a.reason === b.reason &&
    a.error === b.error && Number(a.retryAt ?? 0) === Number(b.retryAt ?? 0);
}
