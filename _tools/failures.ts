import { plainText } from "./plain_text.ts";

/** How many lines of one error are told again; the whole stands further up. */
const MOST_LINES = 25;

/**
 * Finds the errors that `deno test` lists when it ends.
 *
 * @param text What it wrote to stdout.
 * @returns A paragraph for each test that failed, each with its name first; where
 * nothing failed, none.
 */
export function readFailures(text: string): string[] {
  const plain = plainText(text);
  const begin = plain.lastIndexOf("\n ERRORS \n");
  if (begin < 0) return [];
  const end = plain.indexOf("\n FAILURES \n", begin);
  const errors = plain.slice(begin, end < 0 ? undefined : end)
    .replace("\n ERRORS \n", "").trim();
  // An error's text may hold empty lines; a name has its place behind an arrow.
  return errors.split(/\n\n(?=.* => \S+:\d+:\d+$)/m).filter((it) => it !== "")
    .map(shorten);
}

function shorten(error: string): string {
  const lines = error.trimEnd().split("\n");
  if (lines.length <= MOST_LINES) return lines.join("\n");
  return [...lines.slice(0, MOST_LINES), "…"].join("\n");
}
