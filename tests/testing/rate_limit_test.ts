import { assertEquals, assertRejects } from "@std/assert";
import { world } from "./ask.ts";

Deno.test("rateLimit() refuses one request too many until its window is over", async () => {
  const { simulator, ask, clock } = world();
  const limit = simulator.rateLimit({ requests: 3, perMs: 1000 });
  const burst = async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => ask("/v3/groups")),
    );
    return answers.map(({ status }) => status).join(" ");
  };
  assertEquals(await burst(), "200 200 200 429 429");
  await clock.advance(999);
  assertEquals((await ask("/v3/groups")).status, 429);
  await clock.advance(1);
  assertEquals(await burst(), "200 200 200 429 429");
  limit.remove();
  assertEquals((await ask("/v3/groups")).status, 200);
});

Deno.test("rateLimit() answers as GroupMe does, with Retry-After only if told", async () => {
  const { simulator, ask } = world();
  simulator.rateLimit({ requests: 0, perMs: 1000 });
  const refusal = await ask("/v3/groups");
  assertEquals(refusal.headers.get("retry-after"), null);
  assertEquals(refusal.headers.get("access-control-allow-origin"), "*");
  assertEquals(await refusal.json(), {
    meta: { code: 429, errors: ["Too Many Requests"] },
    response: null,
  });
  simulator.clearFaults();
  const more = { retryAfter: 7, status: 420 as const, cors: false };
  simulator.rateLimit({ requests: 0, perMs: 1000, ...more });
  const old = await ask("/v3/groups");
  assertEquals([old.status, old.headers.get("retry-after")], [420, "7"]);
  assertEquals(old.headers.get("access-control-allow-origin"), null);
});

Deno.test("rateLimit() without CORS headers looks like a broken connection to a browser", async () => {
  const { simulator, ask } = world({ browser: true });
  simulator.rateLimit({ requests: 1, perMs: 1000, cors: false });
  assertEquals((await ask("/v3/groups")).status, 200);
  const error = await assertRejects(
    () => ask("/v3/groups"),
    TypeError,
    "Failed to fetch",
  );
  assertEquals(error.cause, undefined);
});
