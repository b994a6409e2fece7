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

Deno.test("denoKvCursor() notices a write between its read and its change", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["cursor"], "1");
  const interrupted: DenoKv = {
    async get(key) {
      const entry = await kv.get(key);
      // The same text, and yet another program is at it.
      await kv.set(key, "1");
      return entry;
    },
    atomic: () => kv.atomic(),
  };
  const cursor = denoKvCursor(interrupted, ["cursor"]);
  assertEquals(await cursor.compareAndSet("1", "2"), false);
  assertEquals((await kv.get(["cursor"])).value, "1");
});

/** All that a database keeps, as keys. */
async function keysIn(kv: Deno.Kv): Promise<string[]> {
  const entries = await Array.fromAsync(kv.list({ prefix: [] }));
  return entries.map(({ key }) => key.join(" "));
}

Deno.test("denoKvCursor() keeps what is too long for a key in parts", async () => {
  using kv = await Deno.openKv(":memory:");
  const cursor = denoKvCursor(kv, ["cursor"]);
  // An odd number, so that parts end between the halves of a character.
  const long = `x${"\u{1F30A}".repeat(40_000)}`;
  const longer = `${long}, and on ${long}`;
  assertEquals(await cursor.compareAndSet(undefined, long), true);
  assertEquals(await cursor.get() === long, true);
  assertEquals(await cursor.compareAndSet("", "1"), false);
  await cursor.set(longer);
  assertEquals(await cursor.get() === longer, true);
  assertEquals((await keysIn(kv)).length, 7);
  assertEquals(await cursor.compareAndSet(long, "1"), false);
  assertEquals(await cursor.compareAndSet(longer, long), true);
  assertEquals(await cursor.get() === long, true);
  assertEquals((await keysIn(kv)).length, 4);
  assertEquals(await cursor.compareAndSet(long, "1"), true);
  assertEquals(await cursor.get(), "1");
  assertEquals(await keysIn(kv), ["cursor"]);
});

Deno.test("denoKvCursor() keeps 700,000 characters, and changes nothing where it cannot", async () => {
  using kv = await Deno.openKv(":memory:");
  const cursor = denoKvCursor(kv, ["cursor"]);
  const long = "7".repeat(700_000);
  await cursor.set(long);
  const tooLong = "8".repeat(900_000);
  await assertRejects(async () => await cursor.set(tooLong), TypeError);
  assertEquals(await cursor.get() === long, true);
});

Deno.test("denoKvCursor() reads no parts of two texts", async () => {
  using kv = await Deno.openKv(":memory:");
  const texts = ["a", "b", "c"].map((it) => it.repeat(100_000));
  const writer = denoKvCursor(kv, ["cursor"]);
  const [first = "", ...rest] = texts;
  await writer.set(first);
  const slow: DenoKv = {
    async get(key) {
      const entry = await kv.get(key);
      // Between the read of the text and that of its parts.
      const next = key.length === 1 && rest.shift();
      if (next) await writer.set(next);
      return entry;
    },
    atomic: () => kv.atomic(),
  };
  assertEquals(await denoKvCursor(slow, ["cursor"]).get() === texts[2], true);
});

Deno.test("denoKvCursor() tells that a part is gone", async () => {
  using kv = await Deno.openKv(":memory:");
  const cursor = denoKvCursor(kv, ["cursor"]);
  await cursor.set("1".repeat(100_000));
  await kv.delete(["cursor", "part", 2]);
  await assertRejects(
    async () => await cursor.get(),
    TypeError,
    "it must be kept whole",
  );
  await cursor.set("2");
  assertEquals(await cursor.get(), "2");
});

Deno.test("denoKvCursor() lets one of several writers of long texts win", async () => {
  using kv = await Deno.openKv(":memory:");
  const cursors = Array.from({ length: 5 }, () => denoKvCursor(kv, ["cursor"]));
  const old = "0".repeat(100_000);
  await cursors[0]?.set(old);
  await assertOneWins(cursors, old);
  await Promise.all(
    cursors.map((it, i) => it.set(`${i}`.repeat(50_000 * (i + 1)))),
  );
  const seen = await Promise.all(cursors.map((it) => it.get()));
  assertEquals(new Set(seen).size, 1);
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
