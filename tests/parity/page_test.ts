import { assertEquals } from "@std/assert";
import { PAGE, page, statedRows, surface } from "./page.ts";

Deno.test("every row of Groupy's surface is driven by one test, and no other is", async () => {
  const stated = [...(await statedRows()).values()].flat();
  const seeds = stated.map(({ seed }) => seed);
  const wanted = await surface();
  assertEquals(wanted.filter((seed) => !seeds.includes(seed)), [], "missing");
  assertEquals(seeds.filter((seed) => !wanted.includes(seed)), [], "unknown");
  assertEquals(seeds.length, new Set(seeds).size, "stated twice");
});

Deno.test("the page for people from Groupy is the one that the tests make", async () => {
  const written = await Deno.readTextFile(PAGE);
  assertEquals(written, await page());
});

Deno.test("a row whose work something else does says what does it", async () => {
  const stated = [...(await statedRows()).values()].flat();
  const silent = stated.filter(({ ours, remark }) => ours === "-" && !remark);
  assertEquals(silent, []);
});
