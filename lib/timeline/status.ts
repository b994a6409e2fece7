import { GroupMeError } from "../errors.ts";
import { failing } from "../tail/status.ts";
import type { TimelineStatus } from "./types.ts";

/** The status before the first run. */
export const NOT_STARTED: TimelineStatus = /* @__PURE__ */ Object.freeze({
  state: "offline",
  code: "notStarted",
  reason: "not started",
});

/** The status after an error that ends the reading. */
export function closedBy(error: unknown): TimelineStatus {
  return { ...failing(error), state: "closed" };
}

/** An error as a row can show it. */
export function typedError(error: unknown): GroupMeError {
  return error instanceof GroupMeError
    ? error
    : new GroupMeError("Cannot do this: something else failed", {
      cause: error,
    });
}
