/** Spreads two numbers over 32 bits, the same way every time. */
export function hash(seed: number, value: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^
    Math.imul(value + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Turns a text into a seed. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return h >>> 0;
}

/** Writes 32 bits as eight hexadecimal digits. */
export function hex(value: number): string {
  // A one in front keeps the zeros, and is quicker than to pad.
  return (value + 0x100000000).toString(16).slice(1);
}

/** A stream of numbers that depends on its seed alone. */
export class Random {
  #count = 0;
  readonly #seed: number;

  /** Starts the stream that belongs to `seed`. */
  constructor(seed: number) {
    this.#seed = hash(seed >>> 0, 0);
  }

  /** The next 32 bits. */
  bits(): number {
    return hash(this.#seed, ++this.#count);
  }

  /** The next fraction, 0 to below 1. */
  fraction(): number {
    return this.bits() / 0x100000000;
  }

  /** The next whole number, `from` to below `to`. */
  between(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from));
  }

  /** `length` of the characters of `alphabet`. */
  text(alphabet: string, length: number): string {
    let text = "";
    while (text.length < length) {
      text += alphabet[this.between(0, alphabet.length)] ?? "";
    }
    return text;
  }

  /** A text in the form of a UUID. */
  uuid(): string {
    const digits = this.text("0123456789abcdef", 32);
    return digits.replace(
      /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
      "$1-$2-$3-$4-$5",
    );
  }
}

const FIRST_NAMES = "Ines Teo Marisol Dov Lina Noor Anouk Piet Salma Ravi"
  .split(" ");
const LAST_NAMES = "Calder Marsh Quay Aran Holm Ferry Strand Keel Mole Reed"
  .split(
    " ",
  );

/** Generates a name. */
export function someName(random: Random): string {
  const given = FIRST_NAMES[random.between(0, FIRST_NAMES.length)];
  return `${given} ${LAST_NAMES[random.between(0, LAST_NAMES.length)]}`;
}
