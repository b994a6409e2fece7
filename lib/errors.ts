/** The request that an error is about; it never holds a token. */
export interface RequestSummary {
  /** The HTTP method. */
  readonly method: string;
  /** The address without the token. */
  readonly url: string;
}

/** What an error knows beyond its message. */
export interface ErrorDetails {
  /** The request that failed. */
  readonly request?: RequestSummary;
  /** The HTTP status, where the server answered. */
  readonly status?: number;
  /** GroupMe's `meta.code`, which is finer than the status at times. */
  readonly code?: number;
  /** GroupMe's `meta.errors`, empty where it gave none. */
  readonly errors?: readonly string[];
  /** How long GroupMe asked to wait, in ms. */
  readonly retryAfter?: number;
  /** The failure underneath. */
  readonly cause?: unknown;
}

/**
 * The root of every error that this library makes: catch it to tell them from
 * mistakes in your own code. What is to be done its class says, or else `cause`.
 */
export class GroupMeError extends Error {
  /** As in its class, also where bundlers rename classes. */
  override name = "GroupMeError";
  /** The request that failed, if there was one. */
  declare readonly request?: RequestSummary;
  /** The HTTP status, if the server answered. */
  declare readonly status?: number;
  /** GroupMe's own words, empty where it gave none. */
  declare readonly errors: readonly string[];

  /** Makes an error out of what happened and the details known of it. */
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details);
    const { errors = [] } = details;
    Object.assign(this, details, { errors });
  }
}

/**
 * A request to GroupMe did not end well. What may pass was tried again before
 * you see this; which one it was is in `request`.
 */
export class ApiError extends GroupMeError {
  /** As in its class, also where bundlers rename classes. */
  override name = "ApiError";
}

/**
 * No whole answer came: no network, a cut connection, a time-out. What the
 * server did is unknown; reading again is safe, and so is a post, which keeps
 * its `source_guid`.
 */
export class NoResponse extends ApiError {
  /** As in its class, also where bundlers rename classes. */
  override name = "NoResponse";
}

/**
 * GroupMe answered, and not with what was asked for. From 500 on ask again
 * later; else change what `errors` complains of.
 */
export class BadResponse extends ApiError {
  /** As in its class, also where bundlers rename classes. */
  override name = "BadResponse";
  /** GroupMe's `meta.code`: the HTTP status, or five digits. */
  declare readonly code?: number;
  /** How long GroupMe asked to wait, in ms, if it said so. */
  declare readonly retryAfter?: number;
}

/** The answer was no whole JSON: usually cut short. Ask again, or for less. */
export class InvalidJsonError extends BadResponse {
  /** As in its class, also where bundlers rename classes. */
  override name = "InvalidJsonError";
}

/** The answer lacked what was asked for, or was empty. Ask again. */
export class MissingResponseError extends BadResponse {
  /** As in its class, also where bundlers rename classes. */
  override name = "MissingResponseError";
}

/** The answer lacked GroupMe's `meta`: something else answered. Check `baseUrls`. */
export class MissingMetaError extends BadResponse {
  /** As in its class, also where bundlers rename classes. */
  override name = "MissingMetaError";
}

/** 401: the token is wrong or revoked, or not enough here. Get a new one. */
export class Unauthorized extends BadResponse {
  /** As in its class, also where bundlers rename classes. */
  override name = "Unauthorized";
}

/** 403: known, but not allowed. Asking again does not help. */
export class Forbidden extends BadResponse {
  /** As in its class, also where bundlers rename classes. */
  override name = "Forbidden";
}

/**
 * 404: unknown, gone, or you are not a member (any more). Check the id, list
 * anew, or drop what you know of it.
 */
export class NotFound extends BadResponse {
  /** As in its class, also where bundlers rename classes. */
  override name = "NotFound";
}

/**
 * 409: this `source_guid` was used within the last minute, and no message of
 * yours has it. Post anew, under another one.
 */
export class Conflict extends BadResponse {
  /** As in its class, also where bundlers rename classes. */
  override name = "Conflict";
}

/** 429 or 420: too many requests. Wait `retryAfter`, or a minute. */
export class RateLimited extends BadResponse {
  /** As in its class, also where bundlers rename classes. */
  override name = "RateLimited";
}

/**
 * GroupMe keeps this endpoint for its own apps (`meta.code` 40102): it works
 * only with an attestation of the device in `X-Verify-Token`, which the
 * client's `headers` option can carry for who has one.
 */
export class DeviceVerificationRequired extends BadResponse {
  /** As in its class, also where bundlers rename classes. */
  override name = "DeviceVerificationRequired";
}

/** The results of adding members cannot be had. Its two kinds say what to do. */
export class ResultsError extends ApiError {
  /** As in its class, also where bundlers rename classes. */
  override name = "ResultsError";
}

/** 503: the results are not there yet. Look again later, or poll longer. */
export class ResultsNotReady extends ResultsError {
  /** As in its class, also where bundlers rename classes. */
  override name = "ResultsNotReady";
}

/**
 * 404: the results are gone (an hour is all they last), or never were. See the
 * group's members for who was added.
 */
export class ResultsExpired extends ResultsError {
  /** As in its class, also where bundlers rename classes. */
  override name = "ResultsExpired";
}

/**
 * You have no membership in the group at hand: it is a former one, or was
 * just rejoined, or came without its members. Refresh the group.
 */
export class MissingMembershipError extends GroupMeError {
  /** As in its class, also where bundlers rename classes. */
  override name = "MissingMembershipError";

  /** The group. */
  declare readonly groupId: string;
  /** The user who is not in it. */
  declare readonly userId: string;

  /** Names the group and the user without a membership in it. */
  constructor(groupId: string, userId: string) {
    super(`Cannot find the membership of user ${userId} in group ${groupId}`);
    Object.assign(this, { groupId, userId });
  }
}

/**
 * The server gave the same page again: the listing would never end. List anew,
 * from the last item that came.
 */
export class StalledPager extends GroupMeError {
  /** As in its class, also where bundlers rename classes. */
  override name = "StalledPager";
}

/**
 * Somebody else has moved the cursor since it was read: two programs run on
 * one cursor. End one of them; the other goes on from where the cursor is.
 */
export class CursorConflict extends GroupMeError {
  /** As in its class, also where bundlers rename classes. */
  override name = "CursorConflict";
}

/**
 * A search for exactly one thing found another number of them: change `tests`
 * by what `objects` and `matches` show.
 */
export class FindError extends GroupMeError {
  /** As in its class, also where bundlers rename classes. */
  override name = "FindError";

  /** What was searched. */
  declare readonly objects: readonly unknown[];
  /** What it was searched by. */
  declare readonly tests: unknown;
  /** What was found. */
  declare readonly matches: readonly unknown[];

  /** Keeps what was searched, by which tests, and what matched. */
  constructor(
    objects: readonly unknown[],
    tests: unknown,
    matches: readonly unknown[] = [],
  ) {
    super(`Cannot find one: ${matches.length} of ${objects.length} match`);
    Object.assign(this, { objects, tests, matches });
  }
}

/** Nothing matched. Loosen the tests. */
export class NoMatchesError extends FindError {
  /** As in its class, also where bundlers rename classes. */
  override name = "NoMatchesError";
}

/** More than one matched. Tighten the tests. */
export class MultipleMatchesError extends FindError {
  /** As in its class, also where bundlers rename classes. */
  override name = "MultipleMatchesError";
}

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
