import { MAX_TIMER_MS } from "../util/validate.ts";
import {
  BadResponse,
  Conflict,
  DeviceVerificationRequired,
  type ErrorDetails,
  Forbidden,
  type GroupMeError,
  InvalidJsonError,
  MissingMetaError,
  MissingResponseError,
  NotFound,
  RateLimited,
  Unauthorized,
} from "../errors.ts";
import { isObject, toText } from "../wire/json.ts";
import type { ApiRequest } from "./request.ts";

/** GroupMe's own code for it, as its status is that of other refusals. */
const DEVICE_VERIFICATION = 40102;

/** What each refusal is, by its status or GroupMe's own code. */
export const REFUSALS: { readonly [code: number]: typeof BadResponse } = {
  401: Unauthorized,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  // The documented one and the one that is seen.
  420: RateLimited,
  429: RateLimited,
  // As a computed key it would stay in every bundle.
  40102: DeviceVerificationRequired,
};

/** Ends `Cannot GET /x: ` with what went wrong. */
export type Fail = (
  Kind: typeof GroupMeError,
  what: string,
  details?: ErrorDetails,
) => GroupMeError;

/**
 * Reads an answer to its end, and makes of it what the call wants.
 *
 * @throws {BadResponse} By status, or where the body is not what it should be.
 */
export async function readResponse(
  response: Response,
  answer: ApiRequest<never>["responseType"],
  fail: Fail,
): Promise<unknown> {
  const { ok, status } = response;
  // Of a redirect a browser shows no more than a 0.
  if (!ok && status < 400 && status !== 304) {
    await response.body?.cancel();
    throw fail(BadResponse, "a token follows no redirect");
  }
  if (ok && answer === "bytes") return response.blob();
  const text = await response.text();
  if (status === 304) return null;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // It stays undefined, which no JSON is.
  }
  const envelope = isObject(body) ? body : {};
  // `payload` is the image service's word for it.
  const { meta, response: content = envelope.payload } = envelope;
  if (!ok) {
    throw refused(response, meta, body === undefined ? text : "", fail);
  }
  if (answer === "none") return content;
  if (body === undefined) {
    throw text.trim()
      ? fail(InvalidJsonError, "no whole JSON")
      : fail(MissingResponseError, "an empty body");
  }
  if (answer === "json") return body;
  if (content !== undefined) return content;
  const Kind = isObject(meta) ? MissingResponseError : MissingMetaError;
  throw fail(Kind, "no response in it");
}

function refused(
  { status, headers }: Response,
  meta: unknown,
  sentence: string,
  fail: Fail,
): GroupMeError {
  const { code, errors: words } = isObject(meta) ? meta : {};
  const errors = Array.isArray(words)
    ? words.map((it) => toText(it) ?? JSON.stringify(it))
    // The automatic ban on direct messages is a sentence, without an envelope.
    : sentence.trim().match(/^[^<]{1,200}/g) ?? [];
  const Kind = REFUSALS[code === DEVICE_VERIFICATION ? code : status];
  return fail(Kind ?? BadResponse, ["status", status, ...errors].join(" "), {
    code: typeof code === "number" ? code : undefined,
    errors,
    retryAfter: retryAfter(headers),
  });
}

/** `Retry-After` in ms: it comes in seconds or as a date. */
function retryAfter(headers: Headers): number | undefined {
  // What begins otherwise than with a weekday, Date.parse() makes up.
  const [, seconds = NaN, date = ""] =
    headers.get("Retry-After")?.match(/^(?:([\d.]+)|([a-z].*))$/i) ?? [];
  // By the server's own clock, as ours may be wrong.
  const now = Date.parse(headers.get("Date") ?? "") || Date.now();
  const ms = date ? Date.parse(date) - now : Number(seconds) * 1000;
  // A timer that is told to wait longer does not wait at all.
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), MAX_TIMER_MS);
}
