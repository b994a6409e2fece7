/** The group whose history is read. */
export const GROUP_ID = "98115240";

/** What GroupMe gives on a page unless told otherwise. */
const DEFAULT_LIMIT = 20;

/** When the first message was written, in seconds; each second has one. */
const FIRST_TIME = 1_754_052_300;
/** What follows the seconds in an id: digits of the fraction of a second. */
const FRACTION = "48217736";

const WORDS =
  "low tide at six bring the long rope and tell nobody but the harbour pilot"
    .split(" ");
const NAMES = ["Ines Calder", "Marisol Quay", "Tobias Wren", "Ada Flint"];

/** A history that is JSON already: a page of it is cut out, not made. */
export class PreparedHistory {
  readonly #bytes: Uint8Array;
  /** Where each message begins, newest first, and where the last one ends. */
  readonly #offsets: number[] = [0];
  readonly #opening: Uint8Array;
  readonly #ending: Uint8Array;

  /** Makes a history of so many messages, always the same one. */
  constructor(readonly size: number) {
    const encoder = new TextEncoder();
    const chunks: Uint8Array[] = [];
    let end = 0;
    for (let index = size - 1; index >= 0; index--) {
      const chunk = encoder.encode(`${JSON.stringify(messageAt(index))},`);
      chunks.push(chunk);
      end += chunk.length;
      this.#offsets.push(end);
    }
    this.#bytes = join(chunks, end);
    this.#opening = encoder.encode(
      `{"response":{"count":${size},"messages":[`,
    );
    this.#ending = encoder.encode(`]},"meta":{"code":200}}`);
  }

  /** The body of one page, in GroupMe's envelope. */
  page(query: URLSearchParams): Uint8Array<ArrayBuffer> {
    const beforeId = query.get("before_id");
    const afterId = query.get("after_id");
    const limit = Number(query.get("limit") ?? DEFAULT_LIMIT);
    if (afterId !== null) return this.#envelope(this.#after(afterId, limit));
    const older = beforeId === null ? this.size : olderThan(beforeId);
    const first = this.size - Math.min(older, this.size);
    return this.#envelope([this.#cut(first, first + limit)]);
  }

  /** A page by its number, from 1 on, as a bare list. */
  numberedPage(number: number, size: number): Uint8Array<ArrayBuffer> {
    const first = (number - 1) * size;
    const items = this.#cut(first, first + size);
    const bracket = (text: string) => new TextEncoder().encode(text);
    return join(
      [bracket("["), items, bracket("]")],
      items.length + 2,
    );
  }

  /** The messages that follow an id, oldest first. */
  #after(id: string, limit: number): readonly Uint8Array[] {
    const older = olderThan(String(BigInt(id) + 1n));
    const parts: Uint8Array[] = [];
    const comma = new TextEncoder().encode(",");
    const last = Math.min(this.size, older + limit);
    for (let index = Math.max(0, older); index < last; index++) {
      const place = this.size - 1 - index;
      if (parts.length > 0) parts.push(comma);
      parts.push(this.#cut(place, place + 1));
    }
    return parts;
  }

  /** Messages by their place from the newest on, without a comma at the end. */
  #cut(first: number, last: number): Uint8Array {
    const from = this.#offsets[Math.min(first, this.size)] ?? 0;
    const to = this.#offsets[Math.min(last, this.size)] ?? 0;
    return this.#bytes.subarray(from, Math.max(from, to - 1));
  }

  #envelope(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
    const chunks = [this.#opening, ...parts, this.#ending];
    return join(chunks, chunks.reduce((sum, it) => sum + it.length, 0));
  }
}

/** How many messages are older than an id, were there no end to them. */
function olderThan(id: string): number {
  const seconds = Number(id.slice(0, -FRACTION.length)) - FIRST_TIME;
  return Math.max(0, seconds + Number(id.slice(-FRACTION.length) > FRACTION));
}

/** A message as GroupMe sends it; one in eight has a picture and reactions. */
function messageAt(index: number): object {
  const words = Array.from(
    { length: 3 + index * 7 % 25 },
    (_, n) => WORDS[(index + n * n) % WORDS.length],
  );
  const sender = index % NAMES.length;
  const isRich = index % 8 === 0;
  const userId = String(41_870_263 + sender);
  return {
    attachments: isRich
      ? [{ type: "image", url: `https://i.groupme.com/800x600.png.${index}` }]
      : [],
    avatar_url: `https://i.groupme.com/480x480.jpeg.0b1f7c2ad93e4c5${sender}`,
    created_at: FIRST_TIME + index,
    favorited_by: isRich ? ["7305518", "118204477"] : [],
    group_id: GROUP_ID,
    id: `${FIRST_TIME + index}${FRACTION}`,
    name: NAMES[sender],
    sender_id: userId,
    sender_type: "user",
    source_guid: `6b1f2d3e-9c40-4a8b-8f17-${String(index).padStart(12, "0")}`,
    system: false,
    text: words.join(" "),
    user_id: userId,
    platform: "gm",
    pinned_at: null,
    pinned_by: "",
    ...(isRich && {
      reactions: [{ type: "unicode", code: "🔥", user_ids: ["7305518"] }],
    }),
  };
}

function join(
  chunks: readonly Uint8Array[],
  length: number,
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
