import { RefusedCallback } from "./refused_callback.ts";

/**
 * Reads a body as text, and no more than `maxBytes` of it.
 *
 * @throws {RefusedCallback} 413 when it is longer; 400 when it breaks off, is
 * empty or is not UTF-8.
 */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<string> {
  if (Number(request.headers.get("Content-Length")) > maxBytes) throw tooLong();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = request.body?.getReader();
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader?.read() ?? { done: true };
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) throw tooLong();
      text += decoder.decode(value, { stream: true });
    }
    text += decoder.decode();
  } catch (error) {
    // The rest is not needed, nor how its cancellation ends.
    reader?.cancel().catch(() => {});
    if (error instanceof RefusedCallback) throw error;
    const why = "its body broke off, or is not UTF-8";
    throw new RefusedCallback(400, why, error);
  }
  if (text === "") throw new RefusedCallback(400, "it has no body");
  return text;
}

function tooLong(): RefusedCallback {
  return new RefusedCallback(413, "its body is longer than maxBytes");
}
