import {
  defer,
  fromEvent,
  type Observable,
  of,
  type SchedulerLike,
} from "rxjs";

/** Where the command line writes text to. */
export interface Output {
  /**
   * Writes a text as it is, all of it before it returns.
   *
   * @throws {OutputClosed} When its reader is gone.
   */
  write(text: string): void;
  /** Whether it is a terminal, with a person before it. */
  readonly isTerminal: boolean;
  /**
   * Whether it is a file, so that none of it shows up on a terminal.
   *
   * @default {false}
   */
  readonly isFile?: boolean;
  /** How many characters fit on a line of it, where that is known. */
  readonly columns?: number;
}

/** Where the command line reads text from. */
export interface Input {
  /** Whether it is a terminal, with a person before it. */
  readonly isTerminal: boolean;
  /** Its bytes, up to its end. */
  readonly readable: ReadableStream<Uint8Array>;
}

/** All that the command line knows of the world around it. */
export interface Io {
  /** Takes what was asked for. */
  readonly stdout: Output;
  /** Takes progress, notes and failures. */
  readonly stderr: Output;
  /**
   * Gives the text of a message, where a command is told to read it.
   *
   * @default {none: such a command fails}
   */
  readonly stdin?: Input;
  /** Aborts when the user wants an end, as by Ctrl-C; its reason is a signal. */
  readonly signal: AbortSignal;
  /**
   * Sends requests.
   *
   * @default {globalThis.fetch}
   */
  readonly fetch?: (request: Request) => Promise<Response>;
  /**
   * The clock of every wait.
   *
   * @default {asyncScheduler}
   */
  readonly scheduler?: SchedulerLike;
  /** Reads a variable of the environment. */
  env(name: string): string | undefined;
}

/** A command line as a function: it gives the exit code. */
export type Main = (args: readonly string[], io: Io) => Promise<number>;

/** The reader of an output is gone, as in `groupme history Family | head`. */
export class OutputClosed extends Error {
  /** As in its class, also where bundlers rename classes. */
  override name = "OutputClosed";
}

/**
 * Writes to stderr. Where nobody reads it any more, or its disk is full, the work
 * goes on all the same, and its exit code still tells how it ends.
 */
export function tell({ stderr }: Io, text: string): void {
  try {
    stderr.write(text);
  } catch {
    // There is nowhere left to tell it.
  }
}

/** How many characters fit on a line: 80 where that is not known, as by 0. */
export function columnsOf({ columns }: Output): number {
  return columns || 80;
}

/** Emits when the user wants an end, at once if that was before. */
export function interruption({ signal }: Io): Observable<unknown> {
  return defer(() => signal.aborted ? of(null) : fromEvent(signal, "abort"));
}
