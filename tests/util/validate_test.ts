import { assertEquals, assertThrows } from "@std/assert";
import {
  assertAtMostOne,
  assertInteger,
  assertLength,
  pathId,
  validDate,
  waitMs,
} from "../../lib/util/validate.ts";

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

Deno.test("oneGiven() names the one option that is given", () => {
  assertEquals(assertAtMostOne({ a: undefined, b: 0 }), "b");
  assertEquals(assertAtMostOne({ a: undefined }), undefined);
  assertThrows(
    () => assertAtMostOne({ a: 1, b: 2 }),
    TypeError,
    "Cannot use b: a",
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
