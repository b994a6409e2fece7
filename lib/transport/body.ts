import type { Parcel } from "./call.ts";

/**
 * Encodes what a call sends: bytes as they are, anything else as JSON. No
 * `null` goes out, since GroupMe takes it for a setting.
 */
export function encodeBody(
  call: Parcel,
  headers: Headers,
): { body?: BodyInit; duplex?: "half" } {
  const { body, contentType } = call;
  if (body === undefined || body === null) return {};
  if (contentType !== undefined) headers.set("Content-Type", contentType);
  if (body instanceof ReadableStream) return { body, duplex: "half" };
  if (body instanceof Blob || body instanceof ArrayBuffer) return { body };
  if (ArrayBuffer.isView(body)) {
    return { body: body as Uint8Array<ArrayBuffer> };
  }
  headers.set("Content-Type", "application/json");
  const omitNull = (_: string, value: unknown) => value ?? undefined;
  return { body: JSON.stringify(body, omitNull) };
}
