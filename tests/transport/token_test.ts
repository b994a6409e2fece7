import {
  assert,
  assertEquals,
  assertFalse,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { NoResponse, Unauthorized } from "@rxgroupme/client";
import { lastValueFrom, of } from "rxjs";
import { isFatal, isTransient } from "../../lib/transport/retry.ts";
import {
  checkToken,
  resolveToken,
  type Token,
} from "../../lib/transport/token.ts";

const request = { method: "GET", url: "https://api.groupme.com/v3/x" };

Deno.test("checkToken() takes what a header can hold", () => {
  for (const token of ["t", "0123456789abcdef", "a+b/c==", "~!'()*&"]) {
    checkToken(token);
  }
});

for (
  const token of [
    "",
    undefined,
    null,
    7,
    {},
    " s3cret",
    "s3cret\n",
    "s3c\r\nret",
    "s3c ret",
    "s3cr\0t",
    "s3crét",
    "s3cret€",
  ]
) {
  Deno.test(`checkToken() refuses ${JSON.stringify(token)}, and quotes it not`, () => {
    const { message } = assertThrows(
      () => checkToken(token),
      TypeError,
      "token",
    );
    assertFalse(/s3c/.test(message), message);
  });
}

Deno.test("resolveToken() gives a token that is at hand at once", () => {
  const given: string[] = [];
  resolveToken("t", request, of).subscribe((token) => given.push(token));
  assertEquals(given, ["t"]);
});

Deno.test("resolveToken() asks a function again each time, and never before", async () => {
  let count = 0;
  for (
    const token of [
      () => `t${++count}`,
      () => Promise.resolve(`t${++count}`),
    ]
  ) {
    count = 0;
    const asking = resolveToken(token, request, of);
    assertEquals(count, 0);
    assertEquals(await lastValueFrom(asking), "t1");
    assertEquals(await lastValueFrom(asking), "t2");
  }
});

for (
  const [name, token] of Object.entries<() => Promise<string>>({
    throws: () => {
      throw new RangeError("vault");
    },
    rejects: () => Promise.reject(new RangeError("vault")),
  })
) {
  Deno.test(`resolveToken() errors in passing when the function ${name}`, async () => {
    const error = await assertRejects(
      () => lastValueFrom(resolveToken(token, request, of)),
      NoResponse,
      "Cannot GET /v3/x: the token function failed",
    );
    assertEquals(error.request, request);
    assertInstanceOf(error.cause, RangeError);
    assert(isTransient(error));
    assertFalse(isFatal(error));
  });
}

for (
  const [name, token] of Object.entries<() => unknown>({
    nothing: () => "",
    undefined: () => undefined,
    "a number": () => Promise.resolve(7),
    "a line end": () => "s3cret\n",
  })
) {
  Deno.test(`resolveToken() errors for good when the function gives ${name}`, async () => {
    const error = await assertRejects(
      () => lastValueFrom(resolveToken(token as Token, request, of)),
      Unauthorized,
      "Cannot GET /v3/x: the token function gave no token",
    );
    assertEquals(error.request, request);
    assertFalse(Deno.inspect(error, { depth: 9 }).includes("s3cret"));
    assert(isFatal(error));
  });
}

Deno.test("resolveToken() passes on an error of the library", async () => {
  const own = new Unauthorized("logged out");
  const token = () => Promise.reject(own);
  const error = await assertRejects(() =>
    lastValueFrom(resolveToken(token, request, of))
  );
  assertStrictEquals(error, own);
});
