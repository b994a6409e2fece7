/** A piece of what a program wrote to a terminal. */
export interface Part {
  /** Seconds since the program started. */
  readonly at: number;
  /** The text, control characters included. */
  readonly text: string;
}

/**
 * Reads a recording of `script --log-out --log-timing`.
 *
 * @param output What was written, below a line of the recorder.
 * @param timing A line for each part: seconds since the one before, and bytes.
 */
export function parts(output: Uint8Array, timing: string): readonly Part[] {
  const decoder = new TextDecoder();
  const list: Part[] = [];
  let begin = output.indexOf("\n".charCodeAt(0)) + 1;
  let at = 0;
  for (const line of timing.trimEnd().split("\n")) {
    const [seconds = NaN, length = NaN] = line.split(" ").map(Number);
    if (!(seconds >= 0 && length >= 0)) throw new Error(`No timing: ${line}`);
    at += seconds;
    const bytes = output.subarray(begin, begin + length);
    begin += length;
    list.push({ at, text: decoder.decode(bytes, { stream: true }) });
  }
  return list;
}

/** Writes a recording as an asciicast of version 2, which asciinema plays. */
export function toAsciicast(
  list: readonly Part[],
  { columns, rows }: { columns: number; rows: number },
): string {
  const header = { version: 2, width: columns, height: rows };
  const events = list.filter(({ text }) => text !== "")
    .map(({ at, text }) => [Number(at.toFixed(3)), "o", text]);
  return [header, ...events].map((it) => `${JSON.stringify(it)}\n`).join("");
}
