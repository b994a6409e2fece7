import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { equalTexts } from "../../lib/webhook/callback.ts";

const text = fc.string({ unit: "binary" });

/** How many characters are looked at to compare two texts. */
function looksFor(given: string, secret: string): number {
  const { charCodeAt } = String.prototype;
  let looks = 0;
  String.prototype.charCodeAt = function (index) {
    looks++;
    return charCodeAt.call(this, index);
  };
  try {
    equalTexts(given, secret);
  } finally {
    String.prototype.charCodeAt = charCodeAt;
  }
  return looks;
}

Deno.test("equalTexts() tells the same as ===", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      assertEquals(equalTexts(a, b), a === b);
      assert(equalTexts(a, a));
    }),
    { seed: 41 },
  );
});

Deno.test("equalTexts() notices one character more, less or another", () => {
  const place = fc.nat();
  fc.assert(
    fc.property(text, place, fc.string({ minLength: 1 }), (a, n, x) => {
      const at = n % (a.length + 1);
      const longer = a.slice(0, at) + x + a.slice(at);
      assert(!equalTexts(longer, a));
      assert(!equalTexts(a, longer));
      const other = a.slice(0, at) + x + a.slice(at + x.length);
      assertEquals(equalTexts(other, a), other === a);
      // What repeats the secret is not the secret.
      assertEquals(equalTexts(a + a, a), a === "");
    }),
    { seed: 42 },
  );
});

Deno.test("equalTexts() looks as often wherever the first difference is", () => {
  fc.assert(
    fc.property(text, text, text, (given, one, other) => {
      fc.pre(one.length > 0 && other.length > 0);
      const right = looksFor(given, given || "a");
      assertEquals(looksFor(given, one), right);
      assertEquals(looksFor(given, other), right);
    }),
    { seed: 43 },
  );
});
