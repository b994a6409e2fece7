import { assertEquals, assertRejects } from "@std/assert";
import {
  __asyncGenerator,
  __asyncValues,
  __await,
  __awaiter,
} from "../../../examples/web/server/tslib.ts";

Deno.test("__awaiter() runs a generator as an async function runs", async () => {
  const seen: unknown[] = [];
  const result = await __awaiter(seen, undefined, undefined, function* () {
    seen.push(yield Promise.resolve("resolved"));
    try {
      yield Promise.reject(new Error("rejected"));
    } catch (error) {
      seen.push(`${error}`);
    }
    return "returned";
  });
  assertEquals(result, "returned");
  assertEquals(seen, ["resolved", "Error: rejected"]);
  for (const isLate of [false, true]) {
    await assertRejects(
      () =>
        __awaiter(undefined, undefined, undefined, function* () {
          if (isLate) yield 1;
          throw new Error("thrown");
        }),
      Error,
      "thrown",
    );
  }
});

/** What rxjs makes of a stream, as it is compiled. */
function readAll(read: () => unknown, ended: () => void): AsyncGenerator {
  return __asyncGenerator(undefined, [], function* (): Generator {
    try {
      while (true) {
        const value = yield __await(read());
        if (value === undefined) return yield __await(undefined);
        yield yield __await(value);
      }
    } finally {
      ended();
    }
  });
}

Deno.test("__asyncGenerator() yields what is awaited, and cleans up", async () => {
  const ends: string[] = [];
  const items = [1, 2, undefined];
  const all: unknown[] = [];
  const whole = readAll(
    () => Promise.resolve(items.shift()),
    () => ends.push("whole"),
  );
  const values = __asyncValues(whole);
  for (let it = await values.next(); !it.done; it = await values.next()) {
    all.push(it.value);
  }
  assertEquals(all, [1, 2]);

  const cut = readAll(() => 1, () => ends.push("cut"));
  assertEquals((await cut.next()).value, 1);
  await cut.return(undefined);

  const broken = readAll(
    () => Promise.reject(new Error("lost")),
    () => ends.push("broken"),
  );
  await assertRejects(() => broken.next(), Error, "lost");
  assertEquals(ends, ["whole", "cut", "broken"]);
});
