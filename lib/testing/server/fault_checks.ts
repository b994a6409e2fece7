import {
  assertInteger,
  assertOneOf,
  got,
  invalidArgument,
} from "../../util/validate.ts";
import { assertNumber } from "../checks.ts";
import type { FaultEffect, FaultOptions } from "./faults.ts";

const EFFECTS = [
  "status",
  "connectionError",
  "lostAnswer",
  "truncate",
  "emptyBody",
  "htmlBody",
  "hang",
] as const;

/** The options that belong to an answer with `status`. */
const OF_STATUS = ["errors", "code", "body", "headers", "cors"] as const;

/**
 * Checks the options of a fault.
 *
 * @throws {RangeError} If a number is out of range.
 * @throws {TypeError} If there is no effect, more than one, or an option without
 * its effect.
 */
export function assertFault(options: FaultOptions): void {
  const { status, truncate, times, probability, forMs, delay } = options;
  const given = EFFECTS.filter((name) => isGiven(options, name));
  if (given.length > 1) {
    throw new TypeError(`Cannot add a fault: both ${given.join(" and ")}`);
  }
  if (given.length === 0 && delay === undefined) {
    throw new TypeError("Cannot add a fault: it does nothing");
  }
  if (status !== undefined) assertInteger(status, 200, 599, "status");
  assertOneOf(truncate, ["text", "stream"], "truncate");
  if (times !== undefined && times !== Infinity) {
    assertInteger(times, 1, Infinity, "times");
  }
  assertNumber(probability, 0, 1, "probability");
  assertNumber(forMs, 0, Infinity, "forMs");
  assertNumber(delay, 0, Infinity, "delay");
  assertMatch(options.match);
  const lone = OF_STATUS.find((name) => isGiven(options, name));
  if (lone && status === undefined) throw lacks(lone, ["status"]);
  if (options.processed && given.length === 0) {
    throw lacks("processed", EFFECTS);
  }
}

/** `false` is as good as nothing. */
function isGiven(options: FaultEffect, name: keyof FaultEffect): boolean {
  const value = options[name];
  return value !== undefined && (value !== false || name === "cors");
}

function lacks(name: string, wanted: readonly string[]): Error {
  return invalidArgument(name, `it needs ${wanted.join(", ")} beside it`);
}

function assertMatch(match: FaultOptions["match"]): void {
  if (match === undefined || typeof match === "function") return;
  for (const name of Object.keys(match)) {
    assertOneOf(name, ["method", "path"], "match");
  }
  const { path } = match;
  const isPath = path === undefined || path instanceof RegExp ||
    path.startsWith("/");
  if (isPath) return;
  const rule = "it must be a pattern, or a path that begins with a slash";
  throw invalidArgument("match.path", `${rule}${got(path)}`);
}
