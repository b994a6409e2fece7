/**
 * The guides whose programs are in TypeScript: tests run each of them, and the
 * checks look at their types.
 */
export const GUIDES: readonly string[] = [
  "docs/bot.md",
  "docs/errors.md",
  "docs/export.md",
  "docs/groups.md",
  "docs/mirror.md",
  "docs/push.md",
  "docs/relay.md",
  "docs/rxjs.md",
  "docs/testing.md",
  "docs/timeline.md",
];
