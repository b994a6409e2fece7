import {
  assert,
  assertEquals,
  assertFalse,
  assertInstanceOf,
} from "@std/assert";
import { assert as assertProperty, property, string } from "fast-check";
import { redact, redactCause } from "../../lib/transport/redact.ts";

const SECRET = "s3cr~t!(+)'*/&";

Deno.test("redact() takes out a secret, wherever and however often", () => {
  assertEquals(redact(`${SECRET} and ${SECRET}.`, SECRET), "*** and ***.");
});

Deno.test("redact() takes out a secret as each encoder of URLs writes it", () => {
  const component = encodeURIComponent(SECRET);
  const query = new URLSearchParams({ token: SECRET }).toString();
  const url = new URL("https://x");
  url.searchParams.set("token", SECRET);
  assertEquals(redact(component, SECRET), "***");
  assertEquals(redact(query, SECRET), "token=***");
  assertEquals(redact(url.href, SECRET), "https://x/?token=***");
  // As it is, it is how it begins as the others write it.
  assertEquals(redact("?token=s3cr-t%25", "s3cr-t%"), "?token=***");
});

Deno.test("redact() leaves a text alone that holds no secret", () => {
  assertEquals(redact("nothing", SECRET), "nothing");
  assertEquals(redact("nothing", ""), "nothing");
});

Deno.test("redact() leaves nothing of any secret in a query", () => {
  // Beyond the letters that "token=***" is made of.
  const secrets = string({ minLength: 9 }).filter((it) => it.isWellFormed());
  assertProperty(
    property(secrets, (secret) => {
      const url = new URL("https://x");
      url.searchParams.set("token", secret);
      return redact(url.href, secret) === "https://x/?token=***";
    }),
    { seed: 31, numRuns: 1_000 },
  );
});

Deno.test("redactCause() keeps the kind of a failure, and not its secret", () => {
  function runtime(): TypeError {
    return new TypeError(`fetch failed: https://x/?token=${SECRET}`);
  }
  const clean = redactCause(runtime(), SECRET);
  assertInstanceOf(clean, Error);
  assertEquals(clean.name, "TypeError");
  assertEquals(clean.message, "fetch failed: https://x/?token=***");
  assert(clean.stack?.includes("at runtime"), clean.stack);
  assertFalse(Deno.inspect(clean).includes(SECRET));
});

Deno.test("redactCause() cleans the causes of causes", () => {
  const clean = redactCause(
    new Error("a", { cause: new RangeError(SECRET, { cause: SECRET }) }),
    SECRET,
  );
  assertInstanceOf(clean, Error);
  assertInstanceOf(clean.cause, Error);
  assertEquals(clean.cause.name, "RangeError");
  assertEquals(clean.cause.message, "***");
  assertEquals(clean.cause.cause, "***");
});

Deno.test("redactCause() keeps nothing else that a runtime put there", () => {
  const cause = Object.assign(new Error("x"), { url: `https://x/${SECRET}` });
  const clean = redactCause(cause, SECRET);
  assertFalse(Deno.inspect(clean).includes(SECRET));
});

Deno.test("redactCause() makes text of what is no error", () => {
  assertEquals(redactCause(`no ${SECRET}`, SECRET), "no ***");
  assertEquals(redactCause(undefined, SECRET), "undefined");
});

Deno.test("redactCause() ends where causes go round in a circle", () => {
  const cause = new Error("round");
  cause.cause = cause;
  let depth = 0;
  for (
    let clean = redactCause(cause, SECRET);
    clean instanceof Error;
    clean = clean.cause
  ) depth++;
  assertEquals(depth, 8);
});
