import { assert, assertEquals } from "@std/assert";
import { guid } from "../../lib/util/guid.ts";

Deno.test("guid() gives another id each time, no longer than a UUID", () => {
  const guids = Array.from({ length: 1_000 }, guid);
  assertEquals(new Set(guids).size, 1_000);
  for (const id of guids) assert(/^[\d-]{5,36}$/.test(id), id);
});
