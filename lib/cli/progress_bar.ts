import { Writable } from "node:stream";
// @ts-types="@types/cli-progress"
import { SingleBar } from "cli-progress";
import type { Output } from "./io.ts";
import { timeSpan, withCommas } from "./quantities.ts";

/** What a bar shows the progress of. */
export interface Task {
  /** What it is called. */
  readonly title: string;
  /** How many there are in all, as far as known. */
  readonly total: number;
  /** How many were there before it started. */
  readonly done: number;
}

const TITLE_LENGTH = 24;

/** A line of a terminal that shows how far a task is, its rate and time left. */
export class ProgressBar {
  readonly #bar: SingleBar;
  readonly #task: Task;
  readonly #now: () => number;
  readonly #started: number;

  /**
   * Draws the bar.
   *
   * @param now The time in ms, by which the rate is reckoned.
   */
  constructor(output: Output, task: Task, now: () => number) {
    this.#task = task;
    this.#now = now;
    this.#started = now();
    this.#bar = new SingleBar({
      stream: terminalOf(output),
      format: "{title} {bar} {percentage}%  {value} of {total}  {rate}  {left}",
      formatValue: (value, _, type) =>
        type === "percentage" ? String(value).padStart(3) : withCommas(value),
      barsize: 20,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      hideCursor: true,
      // Not to be switched off, for the sake of what is written above the bar.
      linewrap: true,
      // Others write in its place.
      forceRedraw: true,
      gracefulExit: false,
    });
    const { title, total, done } = task;
    const short = title.length > TITLE_LENGTH
      ? `${title.slice(0, TITLE_LENGTH - 1)}…`
      : title;
    // Without a total it would show as full.
    const start = Math.max(total, done, 1);
    this.#bar.start(start, done, { title: short, rate: "", left: "" });
  }

  /** Shows that `done` are done by now. */
  update(done: number): void {
    if (done > this.#bar.getTotal()) this.#bar.setTotal(done);
    const elapsed = this.#now() - this.#started;
    const perMs = (done - this.#task.done) / elapsed;
    if (!(elapsed > 0 && perMs > 0)) return this.#bar.update(done);
    const left = (this.#bar.getTotal() - done) / perMs;
    this.#bar.update(done, {
      rate: `${withCommas(perMs * 1000)}/s`,
      left: `${timeSpan(left)} left`,
    });
  }

  /** The end was reached: `done` are all there are. */
  complete(done: number): void {
    this.#bar.setTotal(Math.max(done, 1));
    this.update(done);
    this.#bar.update({ left: `in ${timeSpan(this.#now() - this.#started)}` });
  }

  /** Draws the line anew, after others were written in its place. */
  redraw(): void {
    this.#bar.render();
  }

  /** Leaves the line as it is, and the terminal as it was. */
  stop(): void {
    this.#bar.stop();
  }
}

/** An output as a stream of Node.js, which is what the bar can draw on. */
function terminalOf(output: Output): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _, done) {
      // The bar goes back to where on the screen it began, which is the wrong
      // line once something was written above it.
      if (chunk !== "\x1b7" && chunk !== "\x1b8") output.write(String(chunk));
      done();
    },
  });
  return Object.assign(stream, {
    isTTY: output.isTerminal,
    columns: output.columns,
  });
}
