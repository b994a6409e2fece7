import { assertEquals } from "@std/assert";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { assertCompares, assertKeeps, assertOneWins } from "./contract.ts";

Deno.test("memoryCursor() keeps the last text", async () => {
  await assertKeeps(memoryCursor());
});

Deno.test("memoryCursor() starts with what it is given", () => {
  assertEquals(memoryCursor("1").get(), "1");
  assertEquals(memoryCursor("").get(), "");
});

Deno.test("memoryCursor() changes only what is as expected", async () => {
  await assertCompares(memoryCursor());
});

Deno.test("memoryCursor() lets one of several writers win", async () => {
  const cursor = memoryCursor("1");
  await assertOneWins(Array(5).fill(cursor), "1");
});
