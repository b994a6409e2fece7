import { LONGEST_WAIT } from "../arguments.ts";
import {
  BadResponse,
  Conflict,
  DeviceVerificationRequired,
  type ErrorDetails,
  Forbidden,
  InvalidJsonError,
  MissingMetaError,
  MissingResponseError,
  NotFound,
  RateLimited,
  Unauthorized,
} from "../errors.ts";
import { isObject } from "../wire/json.ts";
import type { Call } from "./call.ts";

const REFUSALS: { readonly [status: number]: typeof BadResponse } = {
  401: Unauthorized,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  // The documented one and the one that is seen.
  420: RateLimited,
  429: RateLimited,
};

const DEVICE_VERIFICATION = 40102;

/** Ends `Cannot GET /x: ` with what went wrong. */
export type Fail = (
  Kind: typeof BadResponse,
  what: string,
  details?: ErrorDetails,
) => BadResponse;

/**
 * Reads an answer to its end, and makes of it what the call wants.
 *
 * @throws {BadResponse} By status, or where the body is not what it should be.
 */
export async function readAnswer(
  response: Response,
  answer: Call<never>["answer"],
  fail: Fail,
): Promise<unknown> {
  const { status } = response;
  // Of an opaque redirect a browser shows no more than this.
  if (
    response.type === "opaqueredirect" ||
    [301, 302, 303, 307, 308].includes(status)
  ) {
    await response.body?.cancel();
    throw fail(BadResponse, "redirected, and a token follows no redirect");
  }
  if (response.ok && answer === "bytes") return response.blob();
  const text = await response.text();
  if (status === 304) return null;
  const body = parse(text);
  if (!response.ok) throw refused(response, body, text, fail);
  if (answer === "none") return isObject(body) ? body.response : null;
  if (text.trim() === "") throw fail(MissingResponseError, "an empty body");
  if (body === undefined) throw fail(InvalidJsonError, "no whole JSON");
  if (answer === "json") return body;
  if (!isObject(body)) throw fail(MissingMetaError, "no envelope");
  if (body.response !== undefined) return body.response;
  // The image service's word for it.
  if (body.payload !== undefined) return body.payload;
  throw isObject(body.meta)
    ? fail(MissingResponseError, "no response in the envelope")
    : fail(MissingMetaError, "no meta in the envelope");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(
  response: Response,
  body: unknown,
  text: string,
  fail: Fail,
): BadResponse {
  const meta = isObject(body) && isObject(body.meta) ? body.meta : {};
  const errors = Array.isArray(meta.errors)
    ? meta.errors.map((error) => String(error))
    : body === undefined && text.trim() !== "" && !text.includes("<")
    // The automatic ban on direct messages is a sentence, without an envelope.
    ? [text.trim().slice(0, 200)]
    : [];
  const code = typeof meta.code === "number" ? meta.code : undefined;
  const Kind = code === DEVICE_VERIFICATION
    ? DeviceVerificationRequired
    : REFUSALS[response.status] ?? BadResponse;
  const words = [`status ${response.status}`, ...errors].join(" ");
  return fail(Kind, words, {
    code,
    errors,
    retryAfter: retryAfter(response.headers),
  });
}

/** `Retry-After` in ms: it comes in seconds or as a date. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get("Retry-After")?.trim();
  if (!value) return undefined;
  // By the server's own clock, as ours may be wrong.
  const now = Date.parse(headers.get("Date") ?? "") || Date.now();
  const ms = /^\d+(\.\d+)?$/.test(value)
    ? Number(value) * 1000
    // What begins otherwise than with a weekday, Date.parse() makes up.
    : /^[a-z]/i.test(value)
    ? Date.parse(value) - now
    : NaN;
  if (Number.isNaN(ms)) return undefined;
  // A timer that is told to wait longer does not wait at all.
  return Math.min(Math.max(0, ms), LONGEST_WAIT);
}
