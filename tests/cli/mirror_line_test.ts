import { assert, assertEquals } from "@std/assert";
import { mirrorLine } from "../../lib/cli/progress_line.ts";
import { textWidth } from "../../lib/cli/text_width.ts";

const PROGRESS = {
  state: "reading",
  title: "Family 👩‍👩‍👧 家族 \u202eevil\nname that is far too long",
  messages: 12_244,
  requests: 89,
  coverage: [],
  share: 0.36,
  etaMs: 33_000,
} as const;

Deno.test("mirrorLine() tells of share, messages, rate and time left, and never wraps", () => {
  const wide = mirrorLine(PROGRESS, 20_000, 120);
  assertEquals(
    wide,
    "███████░░░░░░░░░░░░░  36%  12,244 messages  612/s  89 requests  33 s left  Family 👩‍👩‍👧 家族 evil ↵ n…",
  );
  for (let columns = 4; columns < 140; columns++) {
    const line = mirrorLine(PROGRESS, 20_000, columns);
    assert(textWidth(line) <= columns, `${columns}: ${line}`);
    assert(line.includes("36%"), line);
  }
  assertEquals(mirrorLine(PROGRESS, 20_000, 30), "36%  12,244  33 s left");
});

Deno.test("mirrorLine() leaves out what is not known", () => {
  const { etaMs: _, ...unknown } = { ...PROGRESS, messages: 0, title: "" };
  assertEquals(
    mirrorLine({ ...unknown, state: "waiting" }, 0, 79),
    "███████░░░░░░░░░░░░░  36%  0 messages  89 requests",
  );
  assertEquals(
    mirrorLine({ ...PROGRESS, share: 1, etaMs: 0 }, 20_000, 60),
    "████████████████████ 100%  12,244 messages  612/s",
  );
  assertEquals(
    mirrorLine({ ...PROGRESS, state: "live" }, 20_000, 79),
    "Following what is new  12,244 messages  89 requests",
  );
});
