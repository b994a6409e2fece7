/** How the pictures begin that people have: JPEG, PNG, GIF, WebP, HEIC, ... */
const BEGINNINGS =
  /^(?:\xff\xd8\xff|\x89PNG|GIF8|BM|RIFF.{4}WEBP|II\*\0|MM\0\*|.{4}ftyp(?:hei|hev|mif|msf|avi))/s;

/**
 * Is this a picture? Its first bytes tell, whatever its media type says.
 *
 * @param bytes A `Blob` of it, of which no more is read.
 */
export async function isImage(bytes: Blob): Promise<boolean> {
  const head = new Uint8Array(await bytes.slice(0, 12).arrayBuffer());
  return BEGINNINGS.test(String.fromCharCode(...head));
}
