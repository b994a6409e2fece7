import type { Io, Output } from "./io.ts";

/** Paints texts for one output; where colour is not wanted, it leaves them. */
export interface Style {
  /** Paints a text that matters less. */
  dim(text: string): string;
  /** Paints a text that matters more. */
  bold(text: string): string;
}

const plain: Style = { dim: (text) => text, bold: (text) => text };

const PAINTED: Style = {
  dim: (text) => `\x1b[2m${text}\x1b[22m`,
  bold: (text) => `\x1b[1m${text}\x1b[22m`,
};

/** Terminals get colour, unless NO_COLOR is set; see https://no-color.org. */
export function styleOf(output: Output, io: Io): Style {
  return hasEscapes(output, io) && !io.env("NO_COLOR") ? PAINTED : plain;
}

/** Whether an output obeys escape sequences, rather than shows them. */
export function hasEscapes({ isTerminal }: Output, io: Io): boolean {
  return isTerminal && io.env("TERM") !== "dumb";
}
