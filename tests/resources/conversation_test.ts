import { assertEquals, assertThrows } from "@std/assert";
import { keyOf } from "../../lib/resources/conversation.ts";

Deno.test("keyOf() takes a group's id, or a key", () => {
  assertEquals(keyOf("1"), { groupId: "1" });
  assertEquals(keyOf({ groupId: "1" }), { groupId: "1" });
  assertEquals(keyOf({ otherUserId: "2" }), { otherUserId: "2" });
});

Deno.test("keyOf() tells what it takes, and what it was given", () => {
  const values: Record<string, unknown> = {
    "undefined": undefined,
    "null": null,
    "5": 5,
    "[object Object]": {},
  };
  for (const [text, value] of Object.entries(values)) {
    assertThrows(
      () => keyOf(value as string),
      TypeError,
      `Cannot use 'conversation': it must be a group's id, { groupId } or { otherUserId }, got ${text}`,
    );
  }
  for (const value of ["", "..", { groupId: "" }, { otherUserId: "." }]) {
    assertThrows(() => keyOf(value), TypeError, "it must be an id, got");
  }
});
