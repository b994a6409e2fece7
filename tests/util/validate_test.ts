import { assertEquals, assertFalse, assertThrows } from "@std/assert";
import {
  assertAtMostOne,
  assertInteger,
  assertLength,
  got,
  groupPath,
  pathId,
  validDate,
  waitMs,
} from "../../lib/util/validate.ts";

Deno.test("groupPath() makes the path of a group, and refuses what is no id", () => {
  assertEquals(groupPath("98115240"), "/groups/98115240");
  assertEquals(groupPath("../users"), "/groups/..%2Fusers");
  assertThrows(() => groupPath(""), TypeError, "'groupId'");
});

Deno.test("pathId() makes an id safe for a path", () => {
  assertEquals(pathId("7305518+41870263", "id"), "7305518%2B41870263");
  assertEquals(pathId("../users/me", "id"), "..%2Fusers%2Fme");
  for (const wrong of ["", " ", undefined, null, 7]) {
    assertThrows(
      () => pathId(wrong as string, "groupId"),
      TypeError,
      "groupId",
    );
  }
});

Deno.test("within() takes whole numbers within bounds, which count", () => {
  assertEquals([assertInteger(1, 1, 3, "n"), assertInteger(3, 1, 3, "n")], [
    1,
    3,
  ]);
  for (const wrong of [0, 4, 1.5, NaN, "2" as unknown as number]) {
    assertThrows(
      () => assertInteger(wrong, 1, 3, "limit"),
      RangeError,
      "limit",
    );
  }
});

Deno.test("textWithin() counts characters, spaces at the ends aside", () => {
  assertEquals(assertLength("🌊🌊", 1, 2, "name"), "🌊🌊");
  assertEquals(assertLength(" ab ", 1, 2, "name"), " ab ");
  assertThrows(() => assertLength("abc", 1, 2, "name"), RangeError, "name");
  assertThrows(() => assertLength("  ", 1, 2, "name"), RangeError, "name");
  assertThrows(
    () => assertLength(7 as unknown as string, 1, 2, "name"),
    TypeError,
    "name",
  );
});

Deno.test("assertAtMostOne() names the one option that is given", () => {
  assertEquals(assertAtMostOne({ a: undefined, b: 0 }), "b");
  assertEquals(assertAtMostOne({ a: undefined }), undefined);
  assertThrows(
    () => assertAtMostOne({ a: 1, b: 2 }),
    TypeError,
    "Cannot use 'b': it must not be given together with a",
  );
});

Deno.test("validDate() takes dates that are some", () => {
  const date = new Date(0);
  assertEquals(validDate(date, "when"), date);
  for (const wrong of [new Date(NaN), undefined, 0 as unknown as Date]) {
    assertThrows(() => validDate(wrong, "when"), TypeError, "when");
  }
});

Deno.test("waitMs() takes what a timer can wait", () => {
  assertEquals(waitMs(2 ** 31 - 1, "timeout"), 2 ** 31 - 1);
  for (const wrong of [0, 2 ** 31, Infinity, 0.5]) {
    assertThrows(() => waitMs(wrong, "timeout"), RangeError, "timeout");
  }
});

Deno.test("pathId() refuses an id that would change the path", () => {
  assertEquals(pathId("1+2", "id"), "1%2B2");
  assertEquals(pathId("%2e%2e", "id"), "%252e%252e");
  assertEquals(pathId("...", "id"), "...");
  for (const wrong of ["", " ", ".", "..", "\ud800", "x\udfff", 7, null]) {
    assertThrows(
      () => pathId(wrong as string, "groupId"),
      TypeError,
      "Cannot use 'groupId': it must be an id, got ",
    );
  }
});

Deno.test("pathId() quotes no secret", () => {
  const { message } = assertThrows(
    () => pathId("s3cret\ud800", "botId", true),
    TypeError,
    "'botId'",
  );
  assertFalse(message.includes("s3cret"));
});

Deno.test("got() says any value in a few whole characters", () => {
  assertEquals(got("a"), ', got "a"');
  assertEquals(got(undefined), ", got undefined");
  assertEquals(got(Object.create(null)), ", got object");
  assertEquals(got(Symbol("x")), ", got Symbol(x)");
  assertEquals(got("\u{1f600}".repeat(90)).length, 6 + 1 + 2 * 79 + 3);
});
