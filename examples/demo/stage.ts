const CLEAR_LINE = "\r\x1b[K";

/** On a terminal progress is drawn as often as a person can read, in ms. */
const REDRAW = 100;

/** Elsewhere it takes a line for each fifth. */
const STEP = 0.2;

/** What the viewer sees: calm text, painted only where it is welcome. */
export class Stage {
  readonly #isTerminal = Deno.stdout.isTerminal();
  readonly #isPainted = this.#isTerminal && !Deno.noColor;
  readonly #encoder = new TextEncoder();
  #drawn = 0;
  #drawnAt = 0;

  /** A heading. */
  title(text: string): void {
    this.line(`\n${this.bold(text)}`);
  }

  /** A line. */
  line(text = ""): void {
    this.#write(`${text}\n`);
  }

  /** Pairs of a name and a value. */
  rows(rows: readonly (readonly [string, string])[]): void {
    const width = Math.max(...rows.map(([name]) => name.length));
    for (const [name, value] of rows) {
      this.line(`  ${this.dim(name.padEnd(width))}  ${value}`);
    }
  }

  /** How far something is, of 1: a line that changes in place on a terminal. */
  progress(text: string, part: number): void {
    const now = Date.now();
    const isDue = this.#isTerminal
      ? now - this.#drawnAt >= REDRAW
      : part - this.#drawn >= STEP;
    if (part < 1 && !isDue) return;
    this.#drawnAt = now;
    this.#drawn = part < 1 ? part : 0;
    const [start, end] = this.#isTerminal
      ? [CLEAR_LINE, part < 1 ? "" : "\n"]
      : ["", "\n"];
    this.#write(start + text + end);
  }

  /** Tells whether something holds. */
  verdict(text: string, isGood: boolean): void {
    const paint = isGood ? 32 : 31;
    this.line(`  ${this.#paint(isGood ? "✔" : "✘", paint, 39)} ${text}`);
  }

  /** Tells why it all ended early. */
  failure(text: string): void {
    this.line(`${this.#paint("error:", 31, 39)} ${text}`);
  }

  /** What matters less. */
  dim(text: string): string {
    return this.#paint(text, 2, 22);
  }

  /** What matters more. */
  bold(text: string): string {
    return this.#paint(text, 1, 22);
  }

  #paint(text: string, on: number, off: number): string {
    return this.#isPainted ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  }

  #write(text: string): void {
    const bytes = this.#encoder.encode(text);
    for (let at = 0; at < bytes.length;) {
      at += Deno.stdout.writeSync(bytes.subarray(at));
    }
  }
}
