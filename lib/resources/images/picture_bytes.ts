import { invalidArgument } from "../../util/validate.ts";
import type { ImageSource } from "./images.ts";

/** The first bytes of pictures: JPEG, PNG, GIF, WebP, HEIC, ... */
const BEGINNINGS =
  /^(?:\xff\xd8\xff|\x89PNG|GIF8|BM|RIFF.{4}WEBP|II\*\0|MM\0\*|.{4}ftyp(?:hei|hev|mif|msf|avi))/s;

/**
 * Reads a picture to its end. It is told by its first bytes, whatever its media
 * type says.
 *
 * @throws {TypeError} When it is not a picture.
 */
export async function readPicture(source: ImageSource): Promise<Blob> {
  // Types before TypeScript 5.7 do not tell what kind of buffer a view is of.
  const bytes = await new Response(source as BodyInit).blob();
  const head = new Uint8Array(await bytes.slice(0, 12).arrayBuffer());
  if (BEGINNINGS.test(String.fromCharCode(...head))) return bytes;
  throw invalidArgument("source", "it must be a picture, such as a JPEG");
}
