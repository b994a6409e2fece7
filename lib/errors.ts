import {
  type ErrorDetails,
  GroupMeError,
  type RequestSummary,
} from "./errors/groupme_error.ts";

export {
  type ErrorDetails,
  GroupMeError,
  isGroupMeError,
  type RequestSummary,
} from "./errors/groupme_error.ts";

/**
 * A request to GroupMe failed, after all attempts that the policy allows.
 * `request` is its method and URL.
 */
export class ApiError extends GroupMeError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "ApiError";
}

/**
 * No whole answer came: no network, a cut connection, a time-out, a missing
 * permission, or a token function that failed. Whether the server acted is
 * unknown. Reading again is safe, and so is subscribing again to the same post,
 * which keeps its `source_guid`; a new one may leave a second message.
 */
export class NoResponse extends ApiError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "NoResponse";
  /** Ends the message. */
  static override readonly hint: string = "Check the network";
}

/**
 * The answer was not what was asked for. From status 500 on ask again later;
 * below it change what `errors` complains of. Where `isForeign` is set, something
 * on the way answered instead of GroupMe, such as a gateway with its sign-in
 * page: check the network, and `baseUrls`.
 */
export class BadResponse extends ApiError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "BadResponse";
  /** GroupMe's `meta.code`: the HTTP status, or five digits. */
  declare readonly code?: number;
  /** How long GroupMe asked to wait, in ms, an hour at most, if it said so. */
  declare readonly retryAfter?: number;
  /** Whether something on the way answered instead of GroupMe. */
  declare readonly isForeign?: boolean;
}

/**
 * The answer was not whole JSON: cut short, which a smaller page helps against,
 * or a web page of something on the way.
 */
export class InvalidJsonError extends BadResponse {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "InvalidJsonError";
  /** Ends the message. */
  static override readonly hint: string = "Ask again, or for less";
}

/** The answer was empty, or lacked what was asked for. Ask again. */
export class MissingResponseError extends BadResponse {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "MissingResponseError";
  /** Ends the message. */
  static override readonly hint: string = "Ask again";
}

/**
 * The answer was JSON without GroupMe's `meta`: something else answered. Check
 * `baseUrls`; for an endpoint without an envelope pass `answer: "json"`.
 */
export class MissingMetaError extends BadResponse {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "MissingMetaError";
  /** Ends the message. */
  static override readonly hint: string =
    "Check baseUrls, and the network for a sign-in page";
}

/**
 * 401: the token is wrong or revoked, or the token function gave none. Get a new
 * one at <https://dev.groupme.com>. Some endpoints answer so to who is not an
 * admin, although the token is good.
 */
export class Unauthorized extends BadResponse {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "Unauthorized";
  /** Ends the message. */
  static override readonly hint: string = "Check the token at dev.groupme.com";
}

/**
 * 403, or `meta.code` 40100: your account may not do this. Asking again does not
 * help. Also where only admins may look, where a poll is not of this
 * conversation, and where you are barred from a group (40121).
 */
export class Forbidden extends BadResponse {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "Forbidden";
  /** Ends the message. */
  static override readonly hint: string = "Your account may not do this";
}

/**
 * 404: unknown or deleted, or you are not a member, or no longer. Check the id,
 * or list again.
 */
export class NotFound extends BadResponse {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "NotFound";
  /** Ends the message. */
  static override readonly hint: string =
    "Check the id, and whether you are a member";
}

/**
 * 409: this `source_guid` was used within the last minute, and no message of
 * yours has it. Post under another one.
 */
export class Conflict extends BadResponse {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "Conflict";
  /** Ends the message. */
  static override readonly hint: string = "Post under another sourceGuid";
}

/**
 * 429 or 420: too many requests. Wait `retryAfter` ms, or a minute where it is
 * not set; the client's `rateLimit` option keeps below the limit.
 */
export class RateLimited extends BadResponse {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "RateLimited";
  /** Ends the message. */
  static override readonly hint: string = "Wait, or set rateLimit";
}

/**
 * GroupMe keeps this endpoint for its own apps (`meta.code` 40102): it works
 * only with an attestation of the device in `X-Verify-Token`, which the
 * client's `headers` option carries for those who have one.
 */
export class DeviceVerificationRequired extends BadResponse {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "DeviceVerificationRequired";
  /** Ends the message. */
  static override readonly hint: string = "Only GroupMe's own apps can do this";
}

/**
 * The results of adding members, or of an upload, are not available; see its two
 * kinds.
 */
export class ResultsError extends ApiError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "ResultsError";
}

/**
 * 503, or the end of the time for an upload: the results are not ready yet. Poll
 * again later, or with a longer timeout.
 */
export class ResultsNotReady extends ResultsError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "ResultsNotReady";
  /** Ends the message. */
  static override readonly hint: string = "Poll again later";
}

/**
 * 404: the results have expired, after an hour, or never existed. The members of
 * the group show who was added.
 */
export class ResultsExpired extends ResultsError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "ResultsExpired";
  /** Ends the message. */
  static override readonly hint: string = "List the members of the group";
}

/**
 * You have no membership in this group object: it is a former group, or was just
 * rejoined, or came without its members. Refresh the group.
 */
export class MissingMembershipError extends GroupMeError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "MissingMembershipError";
  /** Ends the message. */
  static override readonly hint: string = "Refresh the group, or join it";

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
 * The server gave the same page again, so that the listing would never end. List
 * again, from the last item that came.
 */
export class StalledPager extends GroupMeError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "StalledPager";
  /** Ends the message. */
  static override readonly hint: string = "List again, from the last item";
}

/**
 * Another program has moved the cursor since it was read. End one of the two;
 * the other continues from the cursor.
 */
export class CursorConflict extends GroupMeError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "CursorConflict";
  /** Ends the message. */
  static override readonly hint: string =
    "End the other program on this cursor";
}

/**
 * A search for exactly one thing found none or several: change `tests` by
 * `objects` and `matches`.
 */
export class FindError extends GroupMeError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "FindError";

  /** All objects of the search. */
  declare readonly objects: readonly unknown[];
  /** The criteria. */
  declare readonly tests: unknown;
  /** The objects that match. */
  declare readonly matches: readonly unknown[];

  /** Keeps the objects, the criteria and the matches. */
  constructor(
    objects: readonly unknown[],
    tests: unknown,
    matches: readonly unknown[] = [],
  ) {
    super(`Cannot find one: ${matches.length} of ${objects.length} match`);
    Object.assign(this, { objects, tests, matches });
  }
}

/** Nothing matched. Loosen the criteria. */
export class NoMatchesError extends FindError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "NoMatchesError";
  /** Ends the message. */
  static override readonly hint: string = "Loosen the criteria";
}

/** More than one matched. Tighten the criteria. */
export class MultipleMatchesError extends FindError {
  /** As the class, also where bundlers rename classes. */
  static override readonly kind: string = "MultipleMatchesError";
  /** Ends the message. */
  static override readonly hint: string = "Tighten the criteria";
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
