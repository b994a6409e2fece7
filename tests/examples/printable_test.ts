import { assert, assertEquals } from "@std/assert";
import { jsonLine, printable } from "../../examples/printable.ts";

const texts = [
  "low tide",
  "\x1b]0;title\x07\x1b[31mred",
  "two\nlines\r\x85\u2028and\u2029more",
  "\u202eturned\u2066 round",
  "half \ud83d emoji",
  "🦀 stays",
];

Deno.test("printable() leaves nothing that steers a terminal", () => {
  for (const text of texts) {
    const shown = printable(text);
    assert(!/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(shown), shown);
    assert(shown.isWellFormed());
  }
  assertEquals(printable("🦀 stays"), "🦀 stays");
});

Deno.test("jsonLine() is one line, and the same value", () => {
  for (const text of texts) {
    const line = jsonLine({ text });
    assertEquals(JSON.parse(line), { text });
    assert(!/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(line), line);
  }
});
