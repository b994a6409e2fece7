import { type Observable, switchMap } from "rxjs";
import type { Api } from "../resource.ts";
import type { LearnedRate } from "../transport/learned_rate.ts";

/**
 * Sends a request at the rate that is learnt; or, where the client has a
 * `rateLimit` that was given, at that one alone.
 */
export function atLearnedRate<T>(
  { rateLimit }: Pick<Api, "rateLimit">,
  rate: LearnedRate,
  request: Observable<T>,
): Observable<T> {
  if (typeof rateLimit === "object") return request;
  return rate.acquire().pipe(switchMap(() => request));
}
