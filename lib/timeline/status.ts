import { reasonOf } from "../tail/status.ts";
import type { TimelineStatus } from "./types.ts";

/** The status before the first run. */
export const NOT_STARTED: TimelineStatus = /* @__PURE__ */ Object.freeze({
  state: "offline",
  code: "notStarted",
  reason: "not started",
});

/** The status after an error that ends the reading. */
export function closedBy(error: unknown): TimelineStatus {
  const code = error instanceof Error ? error.name : "unknown";
  return { state: "closed", code, reason: reasonOf(error), error };
}
