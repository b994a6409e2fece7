import { hash, hex } from "../history/random.ts";

/** A picture that was uploaded. */
export interface StoredImage {
  /** The file, as it came. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its media type. */
  readonly type: string;
}

/** The format and size of a picture. */
export interface ImageInfo {
  /** As in the URL: `jpeg`, `png`, `gif`. */
  readonly format: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

const RED_PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** The URL of a generated picture; its hash can be checked. */
export function imageUrlOf(
  { imageOrigin }: { imageOrigin: string },
  seed: number,
): string {
  const width = 320 * (1 + seed % 4);
  const name = hex(seed) + hex(hash(1, seed)) + hex(hash(2, seed));
  return `${imageOrigin}/${width}x${width * 0.75}.png.${name}${
    hex(hash(3, seed))
  }`;
}

/** The picture of a hash that {@linkcode imageUrlOf} made. */
export function imageOfSeed(name: string): StoredImage | undefined {
  const seed = parseInt(name.slice(0, 8), 16);
  if (!name.endsWith(hex(hash(2, seed)) + hex(hash(3, seed)))) return undefined;
  return pixel();
}

/** One red pixel, for pictures that were not uploaded. */
export function pixel(): StoredImage {
  const bytes = Uint8Array.from(atob(RED_PIXEL), (char) => char.charCodeAt(0));
  return { bytes, type: "image/png" };
}

/** The hash of a file: the same for the same bytes. */
export function hashBytes(bytes: Uint8Array): string {
  let [a, b, c, d] = [0x811c9dc5, 0x2f0b4c47, 0x7a1d3c05, bytes.length];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ a, 0x85ebca6b) + byte;
    c = Math.imul(c ^ (b >>> 13), 0xc2b2ae35);
    d = (d + Math.imul(c ^ byte, 0x27d4eb2f)) | 0;
  }
  return hex(a >>> 0) + hex(b >>> 0) + hex(c >>> 0) + hex(d >>> 0);
}

/** Reads the format and size of a file, as far as known. */
export function readImage(bytes: Uint8Array): ImageInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = (...head: number[]) =>
    bytes.length > 24 && head.every((byte, i) => bytes[i] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47)) {
    const [width, height] = [view.getUint32(16), view.getUint32(20)];
    return { format: "png", width, height };
  }
  if (starts(0x47, 0x49, 0x46)) {
    const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
    return { format: "gif", width, height };
  }
  return { format: "jpeg", ...jpegSize(view) };
}

function jpegSize(view: DataView): { width: number; height: number } {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    // The frame headers, less three markers that resemble them.
    const isFrame = marker >= 0xc0 && marker <= 0xcf &&
      ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return { width: 1280, height: 960 };
}
