/**
 * Pictures for a simulated GroupMe: PNG files that are computed, so that none
 * has to be shipped.
 *
 * @module
 */

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/**
 * Gives the colour of a point, both coordinates from 0 to 1, in a picture that is
 * so many times as wide as high.
 */
export type Paint = (x: number, y: number, ratio: number) => Colour;

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

/** Draws a picture as PNG. */
export async function png(
  width: number,
  height: number,
  paint: Paint,
): Promise<Blob> {
  const rows = new Uint8Array((width * 3 + 1) * height);
  let at = 0;
  for (let y = 0; y < height; y++) {
    // Each row begins with its filter: none.
    rows[at++] = 0;
    for (let x = 0; x < width; x++) {
      const colour = paint(x / width, y / height, width / height);
      rows.set(colour.map((it) => Math.max(0, Math.min(255, it))), at);
      at += 3;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8);
  return new Blob([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", await deflate(rows)),
    chunk("IEND", new Uint8Array()),
  ], { type: "image/png" });
}

/** A face: a round of one colour on another, and two letters' worth of eyes. */
export function face(hue: number): Paint {
  const back = hsl(hue, 0.45, 0.55);
  const skin = hsl(hue + 40, 0.5, 0.8);
  const dark = hsl(hue, 0.4, 0.25);
  return (x, y) => {
    const head = Math.hypot(x - 0.5, (y - 0.55) * 0.9);
    if (head > 0.33) return Math.hypot(x - 0.5, y - 1.1) < 0.38 ? dark : back;
    const isEye = Math.hypot(Math.abs(x - 0.5) - 0.12, y - 0.5) < 0.035;
    const isMouth = y > 0.62 &&
      Math.abs(Math.hypot(x - 0.5, y - 0.56) - 0.14) < 0.02;
    return isEye || isMouth ? dark : skin;
  };
}

/** A seascape at some time of the day. */
export function seascape(hue: number): Paint {
  const sky = hsl(hue, 0.6, 0.75);
  const low = hsl(hue + 30, 0.7, 0.85);
  const sea = hsl(hue + 10, 0.5, 0.4);
  return (x, y, ratio) => {
    if (y < 0.6) {
      const isSun = Math.hypot((x - 0.7) * ratio, y - 0.35) < 0.09;
      return isSun ? [255, 240, 200] : mix(sky, low, y / 0.6);
    }
    const wave = Math.sin(x * 40 + y * y * 90) * 0.08;
    return mix(sea, hsl(hue + 10, 0.5, 0.2), (y - 0.6) / 0.4 + wave);
  };
}

function mix(a: Colour, b: Colour, part: number): Colour {
  const of = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * part;
  return [of(0), of(1), of(2)];
}

function hsl(hue: number, saturation: number, lightness: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc(bytes.subarray(4, data.length + 8)));
  return bytes;
}

function crc(bytes: Uint8Array): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      value = value >>> 1 ^ (value & 1 ? 0xedb88320 : 0);
    }
  }
  return ~value >>> 0;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream()
    .pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
