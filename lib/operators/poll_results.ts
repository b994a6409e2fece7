import type { OperatorFunction } from "rxjs";
import type { PollOptions } from "../resources/groups/membership_request.ts";
import { call, type Commandable, type Emitted } from "./call.ts";
import { each, type EachOptions } from "./each.ts";

/**
 * Waits for the results of each membership request; for one after the other,
 * unless `concurrency` says otherwise.
 *
 * @returns The results of each request.
 */
export function pollResults<
  T extends Commandable<"poll", readonly [options?: PollOptions]>,
  E = never,
>(
  options: EachOptions<T, E> & PollOptions = {},
): OperatorFunction<T, Emitted<T, "poll"> | E> {
  return each((request) => call(request, "poll", options), options);
}
