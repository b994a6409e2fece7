import type { RequestTarget } from "./request.ts";

/** A body, and of what kind it is. */
export interface Encoded {
  readonly body?: BodyInit;
  /** Asked for by `Request` where the body is a stream. */
  readonly duplex?: "half";
  readonly contentType?: string;
}

/**
 * Encodes what a call sends: bytes as they are, anything else as JSON. No
 * `null` goes out, since GroupMe takes it for a setting.
 *
 * @throws {TypeError} When JSON cannot hold it.
 */
export function encodeBody({ body, contentType }: RequestTarget): Encoded {
  if (body === undefined || body === null) return {};
  if (body instanceof ReadableStream) {
    return { body, duplex: "half", contentType };
  }
  if (
    body instanceof Blob || body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body)
  ) return { body: body as BodyInit, contentType };
  const omitNull = (_: string, value: unknown) => value ?? undefined;
  const json = JSON.stringify(body, omitNull);
  return { body: json, contentType: "application/json" };
}
