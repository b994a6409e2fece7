import { invalidArgument } from "../util/validate.ts";
import type { RequestTarget } from "./request.ts";

/** An encoded body, and its media type. */
export interface EncodedBody {
  readonly body?: BodyInit;
  /** `Request` demands it where the body is a stream. */
  readonly duplex?: "half";
  readonly contentType?: string | undefined;
}

/**
 * Encodes the body of a request: bytes and forms as they are, anything else as
 * JSON. Fields that are `null` are left out, since GroupMe takes `null` for a
 * setting; but those that `keepNull` names.
 *
 * @throws {TypeError} When JSON cannot hold it.
 */
export function encodeBody(
  { body, contentType, keepNull = [] }: RequestTarget,
): EncodedBody {
  if (body === undefined || body === null) return {};
  if (body instanceof ReadableStream) {
    return { body, duplex: "half", contentType };
  }
  if (
    body instanceof Blob || body instanceof ArrayBuffer ||
    body instanceof FormData || body instanceof URLSearchParams ||
    ArrayBuffer.isView(body)
  ) return { body: body as BodyInit, contentType };
  try {
    const json = JSON.stringify(body, function (this: unknown, name, value) {
      const isKept = this === body && keepNull.includes(name);
      return value === null && !isKept ? undefined : value;
    });
    return { body: json, contentType: "application/json" };
  } catch (error) {
    const { message } = error as Error;
    throw invalidArgument("body", `it must be what JSON can hold: ${message}`);
  }
}
