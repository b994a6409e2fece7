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
import { isObject, toNumber, toObject, toText } from "../wire/json.ts";
import { MAX_BODY_BYTES, readBody, readText } from "./read_body.ts";
import type { ApiRequest } from "./request.ts";

/** The class of each refusal, by its status or by GroupMe's own code. */
export const REFUSALS: { readonly [code: number]: typeof BadResponse } = {
  401: Unauthorized,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  // The documented one and the one that is seen.
  420: RateLimited,
  429: RateLimited,
  // The token is good, but not for this resource.
  40100: Forbidden,
  40102: DeviceVerificationRequired,
  // Barred from the group, with a status that is not documented.
  40121: Forbidden,
};

/** The longest `Retry-After` that is obeyed, in ms: an hour. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/** Ends `Cannot GET /x: ` with what went wrong. */
export type Fail = (
  Kind: typeof GroupMeError,
  what: string,
  details?: ErrorDetails,
) => GroupMeError;

/** The part of a request that its response is read by. */
export type Expected = Pick<
  ApiRequest<never>,
  "method" | "responseType" | "maxBytes"
>;

/** The answer in a response, and GroupMe's code. */
export interface Answer {
  readonly content: unknown;
  readonly code: number | undefined;
}

/**
 * Reads a response to its end, and takes out of it what the request asks for.
 *
 * @throws {BadResponse} By its status, or where the body is not as expected.
 */
export async function readResponse(
  response: Response,
  { method = "GET", responseType, maxBytes }: Expected,
  fail: Fail,
): Promise<Answer> {
  const { ok, status } = response;
  // A browser shows a redirect that is not followed as a 0.
  if (!ok && status < 400 && status !== 304) {
    response.body?.cancel().catch(() => {});
    throw fail(
      BadResponse,
      "a redirect, which a token does not follow. Check baseUrls, and the network for a sign-in page",
      { isForeign: true },
    );
  }
  const isBytes = ok && responseType === "bytes";
  const limit = ok && maxBytes ||
    MAX_BODY_BYTES[isBytes ? "bytes" : "text"];
  const onTooLong = () =>
    fail(BadResponse, `more than ${limit} bytes. Ask for less`);
  if (isBytes) {
    const blob = await readBody(response, limit, onTooLong);
    return { content: blob, code: undefined };
  }
  const text = (await readText(response, limit, onTooLong)).trim();
  // The end of a list; of bytes it has none to give.
  if (status === 304 && responseType !== "bytes") {
    return { content: null, code: undefined };
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // It stays undefined, which no JSON is.
  }
  const envelope = toObject(body);
  // `payload` is the image service's word for it.
  const { meta, response: content = envelope.payload } = envelope;
  const { code: itsCode } = toObject(meta);
  const code = toNumber(itsCode);
  if (!ok) throw refused(response, text, body, fail);
  const isEmpty = text === "";
  // Done or, for 202, begun, and nothing to tell of it. An empty page in an
  // envelope is no end of a list, though.
  if (
    responseType === "none" ||
    isEmpty && (method !== "GET" || responseType === "json" && status === 202)
  ) return { content: content ?? null, code };
  if (isEmpty) throw fail(MissingResponseError, "an empty body");
  if (body === undefined) {
    throw fail(
      InvalidJsonError,
      isWebPage(text) ? "a web page instead of JSON" : "no whole JSON",
      { isForeign: isWebPage(text) },
    );
  }
  if (responseType === "json") return { content: body, code };
  if (content !== undefined) return { content, code };
  if (!isObject(meta)) {
    throw fail(MissingMetaError, "no envelope of GroupMe's", {
      isForeign: true,
    });
  }
  if (method !== "GET") return { content: null, code };
  throw fail(MissingResponseError, "no response in it");
}

function refused(
  { status, headers }: Response,
  text: string,
  body: unknown,
  fail: Fail,
): GroupMeError {
  const { meta } = toObject(body);
  const { errors: listed, code: itsCode } = toObject(meta);
  const code = Number(itsCode);
  const errors = Array.isArray(listed)
    ? listed.map((it) => toText(it) ?? JSON.stringify(it))
    // The automatic ban on direct messages is a sentence, without an envelope.
    : body === undefined
    ? [...text.match(/^[^<]{1,200}/) ?? []]
    : [];
  // The finer codes tell apart what shares a status.
  const Kind = code > 999 && REFUSALS[code] || REFUSALS[status] || BadResponse;
  const words = ["status", status, ...errors].join(" ");
  const hint = status >= 500 ? ". Try again later" : "";
  return fail(Kind, words + hint, {
    code: typeof itsCode === "number" ? code : undefined,
    errors,
    retryAfter: retryAfter(headers),
    isForeign: isWebPage(text) || isObject(body) && !isObject(meta),
  });
}

/** Whether a text is a web page: GroupMe's API answers with none. */
function isWebPage(text: string): boolean {
  return text.startsWith("<");
}

/**
 * `Retry-After` in ms: it comes in seconds or as a date. A time that is over is
 * no hint.
 */
function retryAfter(headers: Headers): number | undefined {
  // Date.parse() makes something up of what begins without a weekday.
  const [, seconds = NaN, date = ""] =
    headers.get("Retry-After")?.match(/^(?:([\d.]+)|([a-z].*))$/i) ?? [];
  // By the server's own clock, as ours may be wrong.
  const now = Date.parse(headers.get("Date") ?? "") || Date.now();
  const ms = date ? Date.parse(date) - now : Number(seconds) * 1000;
  return ms > 0 ? Math.min(ms, MAX_RETRY_AFTER_MS) : undefined;
}
