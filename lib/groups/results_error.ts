import { BadResponse, ResultsExpired, ResultsNotReady } from "../errors.ts";

/** What a failure means when it is about the results of adding members. */
export function toResultsError(error: unknown): unknown {
  if (!(error instanceof BadResponse)) return error;
  const { request, status, errors } = error;
  const details = { request, status, errors, cause: error };
  if (status === 503) {
    return new ResultsNotReady("Cannot get results: not ready yet", details);
  }
  if (status === 404) {
    return new ResultsExpired("Cannot get results: expired", details);
  }
  return error;
}
