/** Takes the colours out of what was written for a terminal. */
export function plainText(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\x1b\[[\d;]*m/g, "");
}
