import {
  asyncScheduler,
  defer,
  finalize,
  type MonoTypeOperatorFunction,
  tap,
} from "rxjs";
import { columnsOf, type Io, tell } from "./io.ts";
import { writeFailure } from "./line_file.ts";
import { progressLine, type Task } from "./progress_line.ts";
import { sanitize } from "./sanitize.ts";
import { hasEscapes, type Style, styleOf } from "./style.ts";
import { cutToWidth } from "./text_width.ts";

const CLEAR_LINE = "\r\x1b[K";

/**
 * Writes results to stdout and all else to stderr. On a terminal stderr has a
 * last line that tells how far it is, below all that is printed.
 *
 * The last line is no part of a result: it is drawn on stderr alone, and only
 * where that is a terminal. Results that go into a pipe take it away for good,
 * as who reads them may write to the same terminal.
 */
export class Screen {
  /** Paints results. */
  readonly style: Style;
  /** Paints notes. */
  readonly noteStyle: Style;
  readonly #io: Io;
  #lastLine: string | undefined;
  /** Whether another program may write to the terminal of stderr. */
  #isShared = false;

  /** Writes nothing yet. */
  constructor(io: Io) {
    this.#io = io;
    this.style = styleOf(io.stdout, io);
    this.noteStyle = styleOf(io.stderr, io);
  }

  /** Whether the result is for a person, rather than for another program. */
  get isTerminal(): boolean {
    return this.#io.stdout.isTerminal;
  }

  /** Prints lines of a result. */
  print(lines: readonly string[]): void {
    const { stdout } = this.#io;
    if (lines.length === 0) return;
    const text = `${lines.join("\n")}\n`;
    if (stdout.isTerminal) return this.#above(() => this.#write(text));
    if (!stdout.isFile) {
      this.status(undefined);
      this.#isShared = true;
    }
    this.#write(text);
  }

  #write(text: string): void {
    try {
      this.#io.stdout.write(text);
    } catch (error) {
      throw writeFailure("stdout", error);
    }
  }

  /** Tells something that is not the result itself. */
  note(text: string): void {
    const line = this.noteStyle.dim(sanitize(text));
    this.#above(() => tell(this.#io, `${line}\n`));
  }

  /** Shows on the last line how far a task is, while pages of items pass by. */
  progress<T>(task: Task): MonoTypeOperatorFunction<readonly T[]> {
    const { scheduler = asyncScheduler } = this.#io;
    return (pages) =>
      defer(() => {
        const start = scheduler.now();
        let { done } = task;
        const draw = (isOver = false) => {
          const elapsed = scheduler.now() - start;
          const progress = { done, elapsed, isOver };
          this.status(progressLine(task, progress, this.columns));
        };
        draw();
        return pages.pipe(
          tap({
            next: ({ length }) => {
              done += length;
              draw();
            },
            complete: () => draw(true),
          }),
          finalize(() => this.#keep()),
        );
      });
  }

  /** Draws the last line of a terminal; `undefined` wipes it. */
  status(text: string | undefined): void {
    if (this.#isShared || text === this.#lastLine) return;
    if (!hasEscapes(this.#io.stderr, this.#io)) return;
    this.#lastLine = text;
    // A longer line would wrap, and stay.
    const line = cutToWidth(sanitize(text ?? ""), this.columns);
    tell(this.#io, CLEAR_LINE + line);
  }

  /** Wipes what a terminal shows of Ctrl-C. */
  wipe(): void {
    if (hasEscapes(this.#io.stderr, this.#io)) tell(this.#io, CLEAR_LINE);
  }

  /** Columns of the last line: all but one, as some terminals wrap at the last. */
  get columns(): number {
    return columnsOf(this.#io.stderr) - 1;
  }

  /** Writes above the last line. */
  #above(write: () => void): void {
    const line = this.#lastLine;
    this.status(undefined);
    write();
    this.status(line);
  }

  /** Leaves the last line where it is: what follows comes below it. */
  #keep(): void {
    const line = this.#lastLine;
    this.status(undefined);
    if (line !== undefined) tell(this.#io, `${line}\n`);
  }
}
