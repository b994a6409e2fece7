import type { Observable, OperatorFunction } from "rxjs";
import type { PollOptions } from "../resources/groups/membership_request.ts";
import { each, type EachOptions, type Emitted } from "./each.ts";

/** What can be polled: a request for members to be added. */
export interface Pollable {
  /** Waits for the results. */
  poll(options?: PollOptions): Observable<unknown>;
}

/**
 * Waits for the results of each request; one after the other, unless
 * `concurrency` says otherwise.
 *
 * @param options How long to wait for each, and how often to look, in ms.
 * @returns What each `poll()` emits: the results.
 */
export function pollResults<T extends Pollable, E = never>(
  options: EachOptions<T, E> & PollOptions = {},
): OperatorFunction<T, Emitted<T["poll"]> | E> {
  return each(
    (request) => request.poll(options) as Observable<Emitted<T["poll"]>>,
    options,
  );
}
