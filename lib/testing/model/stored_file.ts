import { assertLength } from "../../util/validate.ts";
import type { FileOptions } from "./handle_options.ts";
import type { SimulatedFile } from "./handles.ts";
import type { World } from "./world.ts";

/**
 * Stores a file in a conversation, ready to be downloaded.
 *
 * @throws {RangeError} If there is no such conversation.
 */
export function storeFile(
  world: World,
  conversationId: string,
  { name = "tides.txt", content = "low tide at six\n", contentType }:
    FileOptions,
): SimulatedFile {
  if (!world.contextOf(conversationId)) {
    throw new RangeError(
      `Cannot add a file: no conversation ${conversationId}`,
    );
  }
  assertLength(name, 1, Infinity, "name");
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    // A copy, as the caller may go on writing.
    : new Uint8Array(content);
  const type = contentType ??
    (typeof content === "string" ? "text/plain" : "application/octet-stream");
  const job = world.random.uuid();
  const id = world.random.uuid();
  const readyAt = world.now();
  world.uploads.set(job, {
    job,
    id,
    conversationId,
    name,
    bytes,
    type,
    readyAt,
  });
  const attachment = { type: "file", file_id: id };
  return { id, name, size: bytes.length, contentType: type, attachment };
}
