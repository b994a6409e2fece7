import {
  assertEquals,
  assertFalse,
  assertInstanceOf,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { GroupMeError } from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { askToken, checkToken, type Token } from "../../lib/transport/token.ts";

const request = { method: "GET", url: "https://api.groupme.com/v3/x" };

Deno.test("checkToken() takes what a header can hold", () => {
  for (const token of ["t", "0123456789abcdef", "a+b/c==", "~!'()*&"]) {
    assertEquals(checkToken(token), token);
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

Deno.test("askToken() gives a token that is at hand at once", () => {
  const given: string[] = [];
  askToken("t", request).subscribe((token) => given.push(token));
  assertEquals(given, ["t"]);
});

Deno.test("askToken() asks a function anew each time, and never before", async () => {
  let count = 0;
  for (
    const token of [
      () => `t${++count}`,
      () => Promise.resolve(`t${++count}`),
    ]
  ) {
    count = 0;
    const asking = askToken(token, request);
    assertEquals(count, 0);
    assertEquals(await lastValueFrom(asking), "t1");
    assertEquals(await lastValueFrom(asking), "t2");
  }
});

const failing: Record<string, () => unknown> = {
  throws: () => {
    throw new RangeError("vault");
  },
  rejects: () => Promise.reject(new RangeError("vault")),
  "gives nothing": () => "",
  "gives undefined": () => undefined,
  "gives what is no text": () => Promise.resolve(7),
  "gives what no header can hold": () => "s3cret\n",
};

for (const [name, token] of Object.entries(failing)) {
  Deno.test(`askToken() errors when the function ${name}`, async () => {
    const error = await assertRejects(
      () => lastValueFrom(askToken(token as Token, request)),
      GroupMeError,
      "Cannot GET /v3/x: the token function failed",
    );
    assertEquals(error.request, request);
    assertInstanceOf(error.cause, Error);
    assertFalse(Deno.inspect(error, { depth: 9 }).includes("s3cret\\n"));
    assertFalse(Deno.inspect(error, { depth: 9 }).includes("s3cret\n"));
  });
}
