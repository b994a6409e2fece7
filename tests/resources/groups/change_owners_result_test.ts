import { assert, assertEquals, assertFalse } from "@std/assert";
import { ChangeOwnersResult } from "@rxgroupme/client";

Deno.test("ChangeOwnersResult.reason is given for each status", () => {
  for (const status of ["200", "400", "403", "404", "405"]) {
    const result = new ChangeOwnersResult("1", "2", status);
    assert(result.reason);
    assertEquals(result.reason, ChangeOwnersResult.statusTexts[status]);
    assertEquals(result.isSuccess, status === ChangeOwnersResult.successCode);
  }
});

Deno.test("ChangeOwnersResult.isSuccess is false for an unknown status", () => {
  const result = new ChangeOwnersResult("1", "2", "418");
  assertFalse(result.isSuccess);
  assert(result.reason.includes("418"));
});
