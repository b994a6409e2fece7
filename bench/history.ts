/** The group whose history is read. */
export const GROUP_ID = "98115240";

/** What GroupMe gives on a page unless told otherwise. */
const DEFAULT_LIMIT = 20;

/** Ids are decimal, beyond 2^53, and grow with time. */
const FIRST_ID = 175_405_230_000_000_000n;
const FIRST_TIME = 1_754_052_300;

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

  /** The body of one page, newest first, as GroupMe gives it. */
  page(query: URLSearchParams): Uint8Array<ArrayBuffer> {
    const beforeId = query.get("before_id");
    const limit = Number(query.get("limit") ?? DEFAULT_LIMIT);
    const first = beforeId === null
      ? 0
      : this.size - Number(BigInt(beforeId) - FIRST_ID);
    const last = Math.min(this.size, first + limit);
    const from = this.#offsets[first] ?? 0;
    // Without the comma behind the last one.
    const to = Math.max(from, (this.#offsets[last] ?? 0) - 1);
    const items = this.#bytes.subarray(from, to);
    const length = this.#opening.length + items.length + this.#ending.length;
    return join([this.#opening, items, this.#ending], length);
  }
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
    id: String(FIRST_ID + BigInt(index)),
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
