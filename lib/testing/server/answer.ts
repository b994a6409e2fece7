import type { RoutedRequest } from "./router.ts";

/** An answer, before it becomes a `Response`. */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  /** The body; `null` for none. */
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  /** The media type of the body. */
  readonly type: string;
  /** More headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it has CORS headers; `true` by default. */
  readonly cors?: boolean;
}

const JSON_TYPE = "application/json;charset=utf-8";

/** An answer of bare JSON, without an envelope. */
export function bare(status: number, body: unknown): Answer {
  return { status, body: JSON.stringify(body), type: JSON_TYPE };
}

/** A success in its envelope, which has no `errors`. */
export function ok(response: unknown, status = 200, code = status): Answer {
  return bare(status, { response, meta: { code } });
}

/** A success with given JSON. */
export function okJson(response: string): Answer {
  const body = `{"response":${response},"meta":{"code":200}}`;
  return { status: 200, body, type: JSON_TYPE };
}

/** A failure in its envelope. */
export function failure(
  status: number,
  errors: readonly string[],
  code = status,
): Answer {
  return bare(status, { meta: { code, errors } });
}

/** A failure as the documents show it, with a `response` of `null`. */
export function documentedFailure(
  status: number,
  errors: readonly string[],
): Answer {
  return bare(status, { meta: { code: status, errors }, response: null });
}

/** An answer without a body. */
export function empty(status: number): Answer {
  return { status, body: null, type: "" };
}

/** An answer in plain text. */
export function plain(status: number, body: string): Answer {
  return { status, body, type: "text/plain;charset=utf-8" };
}

/** An HTML page, as proxies in front of the server answer. */
export function page(status: number, title: string): Answer {
  const body =
    `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, body, type: "text/html;charset=utf-8" };
}

/** There is no such thing, or not for this user. */
export const NOT_FOUND: Answer = failure(404, ["not found"]);
/** The same on routes of messages, which say nothing. */
export const GONE: Answer = empty(404);
/** The token is missing or wrong. */
export const UNAUTHORIZED: Answer = documentedFailure(401, ["unauthorized"]);
/** The user may not do that. */
export const FORBIDDEN: Answer = failure(403, ["forbidden"]);
/** No messages: not what 304 is for, but what GroupMe uses it for. */
export const NOT_MODIFIED: Answer = empty(304);

/** Creates the `Response` of an answer. */
export function toResponse(answer: Answer): Response {
  const { status, body, type, cors = true } = answer;
  const headers = new Headers(answer.headers);
  if (cors) headers.set("access-control-allow-origin", "*");
  if (body !== null) headers.set("content-type", type);
  // Old clients know an empty body by this header alone.
  if (body === null || body.length === 0) headers.set("content-length", "0");
  return new Response(status === 204 || status === 304 ? null : body, {
    status,
    headers,
  });
}

/** The refusal of what only GroupMe's own apps may do, when that is simulated. */
export function refuseUnverified(
  { world, headers }: RoutedRequest,
): Answer | undefined {
  const { requireDeviceVerification } = world.settings;
  if (!requireDeviceVerification || headers.has("x-verify-token")) return;
  return failure(401, ["device_verification_failed"], 40102);
}
