import { assertEquals, assertRejects } from "@std/assert";
import { type DenoKv, denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
import { assertCompares, assertKeeps, assertOneWins } from "./contract.ts";

Deno.test("denoKvCursor() keeps the last text", async () => {
  using kv = await Deno.openKv(":memory:");
  await assertKeeps(denoKvCursor(kv, ["cursor", 1234]));
});

Deno.test("denoKvCursor() changes only what is as expected", async () => {
  using kv = await Deno.openKv(":memory:");
  await assertCompares(denoKvCursor(kv, ["cursor"]));
});

Deno.test("denoKvCursor() lets one of several writers win", async () => {
  using kv = await Deno.openKv(":memory:");
  const cursors = Array.from({ length: 5 }, () => denoKvCursor(kv, ["cursor"]));
  await assertOneWins(cursors);
});

Deno.test("denoKvCursor() outlives its program, and notices another", async () => {
  const dir = await Deno.makeTempDir();
  const path = `${dir}/kv`;
  try {
    {
      using kv = await Deno.openKv(path);
      await denoKvCursor(kv, ["cursor"]).set("1");
    }
    using kv = await Deno.openKv(path);
    using otherKv = await Deno.openKv(path);
    const cursor = denoKvCursor(kv, ["cursor"]);
    const other = denoKvCursor(otherKv, ["cursor"]);
    assertEquals(await other.get(), "1");
    assertEquals(await cursor.compareAndSet("1", "2"), true);
    assertEquals(await other.compareAndSet("1", "3"), false);
    assertEquals(await other.compareAndSet("2", "3"), true);
    assertEquals(await cursor.get(), "3");
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("denoKvCursor() notices a write between its look and its change", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["cursor"], "1");
  const interrupted: DenoKv = {
    async get(key) {
      const entry = await kv.get(key);
      // The same text, and yet another program is at it.
      await kv.set(key, "1");
      return entry;
    },
    set: (key, value) => kv.set(key, value),
    atomic: () => kv.atomic(),
  };
  const cursor = denoKvCursor(interrupted, ["cursor"]);
  assertEquals(await cursor.compareAndSet("1", "2"), false);
  assertEquals((await kv.get(["cursor"])).value, "1");
});

Deno.test("denoKvCursor() destroys nothing that is no cursor", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["cursor"], { precious: true });
  const cursor = denoKvCursor(kv, ["cursor"]);
  await assertRejects(async () => await cursor.get(), TypeError, "object");
  await assertRejects(
    async () => await cursor.compareAndSet(undefined, "1"),
    TypeError,
  );
  assertEquals((await kv.get(["cursor"])).value, { precious: true });
});
