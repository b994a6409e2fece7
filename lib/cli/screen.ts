import {
  asyncScheduler,
  defer,
  finalize,
  type MonoTypeOperatorFunction,
  tap,
} from "rxjs";
import type { Io } from "./io.ts";
import { ProgressBar, type Task } from "./progress_bar.ts";
import { sanitize } from "./sanitize.ts";
import { type Style, styleOf } from "./style.ts";

const CLEAR_LINE = "\r\x1b[K";

/** Writes results to stdout and all else to stderr, and keeps a bar below both. */
export class Screen {
  /** Paints what is printed. */
  readonly style: Style;
  /** Paints notes. */
  readonly noteStyle: Style;
  readonly #io: Io;
  #bar: ProgressBar | undefined;
  #status: string | undefined;

  /** Writes nothing yet. */
  constructor(io: Io) {
    this.#io = io;
    this.style = styleOf(io.stdout, io);
    this.noteStyle = styleOf(io.stderr, io);
  }

  /** Is the result for a person, rather than for another program? */
  get isTerminal(): boolean {
    return this.#io.stdout.isTerminal;
  }

  /** Prints lines of a result. */
  print(lines: readonly string[]): void {
    const { stdout } = this.#io;
    if (lines.length === 0) return;
    this.#above(stdout.isTerminal, () => stdout.write(lines.join("\n") + "\n"));
  }

  /** Tells something that is not the result itself. */
  note(text: string): void {
    const { stderr } = this.#io;
    this.#above(
      true,
      () => stderr.write(`${this.noteStyle.dim(sanitize(text))}\n`),
    );
  }

  /** Shows a bar on a terminal while pages of items pass by. */
  progress<T>(task: Task): MonoTypeOperatorFunction<readonly T[]> {
    const { stderr, scheduler = asyncScheduler } = this.#io;
    if (!stderr.isTerminal) return (pages) => pages;
    return (pages) =>
      defer(() => {
        let { done } = task;
        const bar = new ProgressBar(stderr, task, () => scheduler.now());
        this.#bar = bar;
        return pages.pipe(
          tap({
            next: (page) => bar.update(done += page.length),
            complete: () => bar.complete(done),
          }),
          finalize(() => {
            this.#bar = undefined;
            bar.stop();
          }),
        );
      });
  }

  /** Shows a line below all others on a terminal; nothing takes it away. */
  status(text: string | undefined): void {
    const { stderr } = this.#io;
    if (!stderr.isTerminal || text === this.#status) return;
    this.#status = text;
    const { columns = 80 } = stderr;
    // A longer line would wrap, and stay.
    const line = [...sanitize(text ?? "")].slice(0, columns - 1).join("");
    stderr.write(CLEAR_LINE + line);
  }

  /** Wipes what a terminal shows of Ctrl-C. */
  wipe(): void {
    const { stderr } = this.#io;
    if (stderr.isTerminal) stderr.write(CLEAR_LINE);
  }

  #above(isOnTerminal: boolean, write: () => void): void {
    const bar = isOnTerminal ? this.#bar : undefined;
    const status = isOnTerminal ? this.#status : undefined;
    if (bar || status) this.#io.stderr.write(CLEAR_LINE);
    write();
    bar?.redraw();
    this.#status = undefined;
    this.status(status);
  }
}
