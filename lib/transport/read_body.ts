/** The most bytes that are read of a body, unless a request says otherwise. */
export const MAX_BODY_BYTES = { bytes: 268_435_456, text: 67_108_864 };

/**
 * Reads a body to its end, and no further than its limit: then the rest of it
 * is cancelled.
 *
 * @param onTooLong Makes the error of a body beyond the limit.
 */
export async function readBody(
  response: Response,
  limit: number,
  onTooLong: () => Error,
): Promise<Blob> {
  const type = response.headers.get("Content-Type") ?? "";
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  await readChunks(response, limit, onTooLong, (chunk) => chunks.push(chunk));
  return new Blob(chunks, { type });
}

/**
 * Reads a body as text, with the same limit. Where the length is known and the
 * body comes as it is, the platform reads it, which takes half the time.
 *
 * @param onTooLong Makes the error of a body beyond the limit.
 */
export async function readText(
  response: Response,
  limit: number,
  onTooLong: () => Error,
): Promise<string> {
  const { headers, type } = response;
  const length = Number(headers.get("Content-Length") ?? NaN);
  // Other types hide headers or are made by hand: there the length may lie.
  const isKnown = type === "basic" && length <= limit &&
    !headers.has("Content-Encoding");
  if (isKnown) return await response.text();
  const decoder = new TextDecoder();
  let text = "";
  await readChunks(response, limit, onTooLong, (chunk) => {
    text += decoder.decode(chunk, { stream: true });
  });
  return text + decoder.decode();
}

async function readChunks(
  { body }: Response,
  limit: number,
  onTooLong: () => Error,
  take: (chunk: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  const reader = body?.getReader();
  if (!reader) return;
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    size += value.byteLength;
    if (size > limit) {
      // Not waited for: a source may take its time to stop.
      reader.cancel().catch(() => {});
      throw onTooLong();
    }
    take(value);
  }
}
