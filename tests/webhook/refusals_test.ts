import { assert, assertEquals, assertThrows } from "@std/assert";
import { type DedupeStore, webhook } from "@rxgroupme/client/webhook";
import { request, secret } from "./delivery.ts";
import { refuse } from "./refuse.ts";

const wrongPaths = {
  "a wrong secret": "/hook/31c9f3a0-6d0e-4a57-9d53-4d1c1f0e8a56",
  "no secret": "/hook/",
  "the root": "/",
  "a part of the secret": `/hook/${secret.slice(0, -1)}`,
  "more than the secret": `/hook/${secret}5`,
  "the secret in the middle": `/hook/${secret}/more`,
  "the secret in the query": `/hook?secret=${secret}`,
  "a broken escape": "/hook/%E0%A4%A",
};
for (const [name, path] of Object.entries(wrongPaths)) {
  Deno.test(`webhook() answers ${name} with 404`, async () => {
    assertEquals((await refuse(request(null, { path }))).response.status, 404);
    // Who does not know the secret learns nothing of what else is wrong.
    const sent = request(null, { path, method: "GET" });
    assertEquals((await refuse(sent)).response.status, 404);
  });
}

for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
  Deno.test(`webhook() answers ${method} with 405`, async () => {
    const { response } = await refuse(request(null, { method }));
    assertEquals(response.status, 405);
    assertEquals(response.headers.get("Allow"), "POST");
  });
}

Deno.test("webhook() does not reveal its secret", async () => {
  const paths = [undefined, `/${secret}/x`, `/%E0%A4%A/${secret}%`];
  for (const path of paths) {
    const { error } = await refuse(request("{", { path }));
    const all = [error.message, error.stack, JSON.stringify(error)].join();
    assert(!all.includes(secret), all);
    assert(!Deno.inspect(error).includes(secret), Deno.inspect(error));
  }
});

Deno.test("webhook() finds its secret however it is written", async () => {
  const secret = "sésame/ouvre toi";
  const hook = webhook({ secret, handle: () => [] });
  const paths = [
    "a/b/s%C3%A9same%2Fouvre%20toi",
    "sésame%2fouvre toi",
    // Proxies and people put slashes behind a path.
    "sésame%2fouvre toi/",
    "sésame%2fouvre toi//?x=1",
  ];
  for (const path of paths) {
    const sent = request(undefined, { path: `/${path}` });
    assertEquals((await hook.handler(sent)).status, 200);
  }
});

Deno.test("webhook() answers a path of slashes at once", async () => {
  const path = `/${"/".repeat(64_000)}x`;
  const began = performance.now();
  assertEquals((await refuse(request(null, { path }))).response.status, 404);
  // Each slash looked at once: some ms, where a pattern takes seconds.
  assert(performance.now() - began < 1_000);
});

Deno.test("webhook() throws for options that make no sense", () => {
  const noSecret: unknown = undefined;
  assertThrows(() => webhook({ secret: "" }), TypeError, "secret");
  assertThrows(() => webhook({ secret: noSecret as string }), TypeError);
  assertThrows(() => webhook({ secret, maxBytes: 0 }), RangeError, "maxBytes");
  assertThrows(() => webhook({ secret, maxBytes: NaN }), RangeError);
  for (const name of ["handle", "read", "filter"]) {
    for (const value of ["text", {}]) {
      const options = { secret, [name]: value };
      assertThrows(() => webhook(options), TypeError, `'${name}'`);
    }
  }
  const noStores: unknown[] = [null, {}, { has: () => true }, { add() {} }];
  for (const dedupe of noStores) {
    const options = { secret, dedupe: dedupe as DedupeStore };
    assertThrows(() => webhook(options), TypeError, "'dedupe'");
  }
});
