import { plainText } from "./plain_text.ts";

/** How long a test may run before it counts as hung, in minutes. */
const MOST = 8;

/**
 * Finds a test that hangs.
 *
 * @param text What `deno test` wrote to stdout so far: it tells of slow tests
 * after a minute, two, four and so on.
 * @returns The test's name; `undefined` where none hangs.
 */
export function findHung(text: string): string | undefined {
  const slow = /^'(.*)' has been running for over \((?:(\d+)h)?(?:(\d+)m)?/gm;
  for (const [, name, h = 0, m = 0] of plainText(text).matchAll(slow)) {
    if (Number(h) * 60 + Number(m) >= MOST) return name;
  }
}
