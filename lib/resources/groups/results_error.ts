import {
  type BadResponse,
  ResultsExpired,
  ResultsNotReady,
} from "../../errors.ts";

/** What a failure means when it is about the results of adding members. */
export function toResultsError(error: BadResponse): Error {
  const details = { ...error, cause: error };
  return error.status === 503
    ? new ResultsNotReady("Cannot get results: not ready yet", details)
    : error.status === 404
    ? new ResultsExpired("Cannot get results: expired", details)
    : error;
}
