import type { ErrorDetails, GroupMeError, RequestSummary } from "../errors.ts";

/** Makes the error of a request that failed: `Cannot GET /x: ...`. */
export function failure<E extends GroupMeError>(
  Kind: new (message: string, details: ErrorDetails) => E,
  request: RequestSummary,
  what: string,
  details?: ErrorDetails,
): E {
  const { pathname } = new URL(request.url);
  const message = `Cannot ${request.method} ${pathname}: ${what}`;
  return new Kind(message, { ...details, request });
}
