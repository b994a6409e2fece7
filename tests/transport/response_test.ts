import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import {
  BadResponse,
  Conflict,
  DeviceVerificationRequired,
  Forbidden,
  InvalidJsonError,
  MissingMetaError,
  MissingResponseError,
  NotFound,
  RateLimited,
  Unauthorized,
} from "../../lib/errors.ts";
import { type Fail, readResponse } from "../../lib/transport/response.ts";
import type { ApiRequest } from "../../lib/transport/request.ts";
import { FakeTime } from "../support/fake_time.ts";
import { enveloped, refusal } from "../support/script.ts";

const fail: Fail = (Kind, what, details) => new Kind(what, details);

function read(response: Response, answer?: ApiRequest<never>["responseType"]) {
  return readResponse(response, answer, fail);
}

/** The error of an answer that is none; its class is the very one. */
async function refused(
  response: Response,
  Kind: typeof BadResponse,
  answer?: ApiRequest<never>["responseType"],
): Promise<BadResponse> {
  const error = await assertRejects(() => read(response, answer), Kind);
  assertStrictEquals(error.constructor, Kind);
  return error;
}

Deno.test("readAnswer() takes the response out of its envelope", async () => {
  assertEquals(await read(enveloped({ id: "1" })), { id: "1" });
  assertEquals(await read(enveloped([])), []);
  assertEquals(await read(enveloped("text")), "text");
  assertEquals(await read(enveloped(false)), false);
});

Deno.test("readAnswer() takes null for an answer", async () => {
  assertEquals(await read(enveloped(null)), null);
});

Deno.test("readAnswer() does not mind errors that are null", async () => {
  assertEquals(await read(enveloped({ id: "1" }, { errors: null })), {
    id: "1",
  });
  const error = await refused(
    enveloped(null, { status: 404, errors: null }),
    NotFound,
  );
  assertEquals(error.errors, []);
});

Deno.test("readAnswer() takes the payload of the image service", async () => {
  const answer = Response.json({ payload: { url: "x" } });
  assertEquals(await read(answer), { url: "x" });
});

Deno.test("readAnswer() gives null for a 304", async () => {
  assertEquals(await read(new Response(null, { status: 304 })), null);
  assertEquals(await read(new Response(null, { status: 304 }), "json"), null);
});

Deno.test("readAnswer() reads JSON without an envelope where there is none", async () => {
  assertEquals(await read(Response.json([1]), "json"), [1]);
  assertEquals(await read(Response.json(null), "json"), null);
});

Deno.test("readAnswer() reads bytes as they are", async () => {
  const bytes = new Uint8Array([0, 255, 13, 10]);
  const headers = { "Content-Type": "image/png" };
  const blob = await read(new Response(bytes, { headers }), "bytes");
  assertInstanceOf(blob, Blob);
  assertEquals(blob.type, "image/png");
  assertEquals(await blob.bytes(), bytes);
});

Deno.test("readAnswer() types a refusal of bytes too", async () => {
  const error = await refused(refusal(404, {}, ["gone"]), NotFound, "bytes");
  assertEquals(error.errors, ["gone"]);
});

for (
  const [name, answer] of Object.entries({
    "an empty body": () => new Response(null, { status: 202 }),
    "a text": () => new Response("Accepted", { status: 201 }),
    "an envelope": () => enveloped("ignored"),
  })
) {
  Deno.test(`readAnswer() takes ${name} where nothing matters`, async () => {
    await read(answer(), "none");
  });
}

for (
  const [status, Kind] of [
    [400, BadResponse],
    [401, Unauthorized],
    [402, BadResponse],
    [403, Forbidden],
    [404, NotFound],
    [408, BadResponse],
    [409, Conflict],
    [420, RateLimited],
    [422, BadResponse],
    [429, RateLimited],
    [500, BadResponse],
    [502, BadResponse],
    [503, BadResponse],
  ] as const
) {
  Deno.test(`readAnswer() makes ${Kind.name} of a ${status}`, async () => {
    const error = await refused(refusal(status, {}, ["a", "b"]), Kind);
    assertEquals(error.errors, ["a", "b"]);
    assertEquals(error.code, status);
    assertEquals(error.message, `status ${status} a b`);
    assertEquals(error.retryAfter, undefined);
    await refused(refusal(status), Kind, "none");
    await refused(new Response(null, { status }), Kind);
  });
}

Deno.test("readAnswer() knows by its code what only GroupMe's apps may", async () => {
  for (const status of [400, 401, 403]) {
    const error = await refused(
      enveloped(null, { status, code: 40102, errors: ["verify"] }),
      DeviceVerificationRequired,
    );
    assertEquals(error.code, 40102);
    assertEquals(error.errors, ["verify"]);
  }
});

Deno.test("readAnswer() keeps GroupMe's finer code", async () => {
  const answer = enveloped(null, { status: 401, code: 40100 });
  assertEquals((await refused(answer, Unauthorized)).code, 40100);
});

Deno.test("readAnswer() quotes a refusal that is a mere text", async () => {
  const text = "  You have been banned from sending direct messages \n";
  const error = await refused(new Response(text, { status: 403 }), Forbidden);
  assertEquals(error.errors, [text.trim()]);
  assertEquals(error.code, undefined);
  assertEquals(error.message, `status 403 ${text.trim()}`);
});

Deno.test("readAnswer() quotes no novel", async () => {
  const answer = new Response("no ".repeat(1_000), { status: 400 });
  const [words = ""] = (await refused(answer, BadResponse)).errors;
  assertEquals(words.length, 200);
});

Deno.test("readAnswer() quotes no page of a proxy", async () => {
  const html = "<html><body>Bad gateway</body></html>";
  const error = await refused(
    new Response(html, { status: 502 }),
    BadResponse,
  );
  assertEquals(error.errors, []);
  assertEquals(error.message, "status 502");
});

for (
  const [name, body] of Object.entries({
    "is no object": ["meta"],
    "holds no meta": { response: null },
    "has a meta that is none": { meta: "meta" },
    "has errors that are none": { meta: { errors: "no" } },
    "is null": null,
  })
) {
  Deno.test(`readAnswer() types a refusal whose body ${name}`, async () => {
    const answer = Response.json(body, { status: 401 });
    const error = await refused(answer, Unauthorized);
    assertEquals(error.errors, []);
    assertEquals(error.code, undefined);
  });
}

Deno.test("readAnswer() makes text of errors that are none", async () => {
  // What JSON can hold and String() cannot take.
  const body = { meta: { errors: [1, { toString: 1 }, null] } };
  const error = await refused(
    Response.json(body, { status: 400 }),
    BadResponse,
  );
  assertEquals(error.errors, ["1", '{"toString":1}', "null"]);
});

for (
  const [name, body] of Object.entries({
    "an empty body": "",
    "a blank body": " \n",
  })
) {
  Deno.test(`readAnswer() makes MissingResponseError of ${name}`, async () => {
    await refused(new Response(body), MissingResponseError);
    await refused(new Response(body), MissingResponseError, "json");
  });
}

for (
  const [name, body] of Object.entries({
    "JSON that was cut short": '{"response":{"messages":[{"id":"1"},{"i',
    "a page of a proxy": "<html></html>",
    "two values": "{}{}",
  })
) {
  Deno.test(`readAnswer() makes InvalidJsonError of ${name}`, async () => {
    await refused(new Response(body), InvalidJsonError);
    await refused(new Response(body), InvalidJsonError, "json");
  });
}

for (
  const [name, body] of Object.entries({
    "a list": [],
    "null": null,
    "a number": 7,
    "an object without response and meta": { id: "1" },
    "an object whose meta is none": { meta: 200 },
  })
) {
  Deno.test(`readAnswer() makes MissingMetaError of ${name}`, async () => {
    await refused(Response.json(body), MissingMetaError);
  });
}

Deno.test("readAnswer() makes MissingResponseError of an envelope without one", async () => {
  const answer = Response.json({ meta: { code: 200 } });
  await refused(answer, MissingResponseError);
});

for (const status of [301, 302, 303, 307, 308]) {
  Deno.test(`readAnswer() refuses a ${status}, and reads no body of it`, async () => {
    let isCancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        isCancelled = true;
      },
    });
    const headers = { Location: "https://evil.example/" };
    const answer = new Response(body, { status, headers });
    const { message } = await refused(answer, BadResponse, "bytes");
    assert(message.includes("redirect"), message);
    assert(!message.includes("evil"), message);
    assert(isCancelled);
  });
}

Deno.test("readAnswer() refuses what a browser shows of a redirect", async () => {
  const answer = Response.error();
  Object.defineProperty(answer, "type", { value: "opaqueredirect" });
  await refused(answer, BadResponse);
});

Deno.test("readAnswer() rejects with what breaks the body off", async () => {
  const body = new ReadableStream({
    pull: (controller) => controller.error(new TypeError("cut")),
  });
  for (const answer of ["envelope", "json", "none"] as const) {
    const response = new Response(body.tee()[0]);
    await assertRejects(() => read(response, answer), TypeError, "cut");
    break;
  }
});

const SERVED = "Sun, 06 Nov 1994 08:49:00 GMT";
const LATER = "Sun, 06 Nov 1994 08:49:37 GMT";

for (
  const [name, headers, expected] of [
    ["seconds", { "Retry-After": "7" }, 7_000],
    ["parts of seconds", { "Retry-After": " 0.5 " }, 500],
    ["none at all", { "Retry-After": "0" }, 0],
    [
      "a date, by the clock of the server",
      { "Retry-After": LATER, Date: SERVED },
      37_000,
    ],
    ["a date that is over", { "Retry-After": SERVED, Date: LATER }, 0],
    ["what is neither", { "Retry-After": "soon" }, undefined],
    ["less than nothing", { "Retry-After": "-7" }, undefined],
    ["nothing", { "Retry-After": "" }, undefined],
    [
      "longer than timers can wait",
      { "Retry-After": "99999999" },
      2 ** 31 - 1,
    ],
  ] as const
) {
  Deno.test(`readAnswer() heeds a Retry-After of ${name}`, async () => {
    for (const status of [429, 503]) {
      const answer = refusal(status, headers);
      const error = await assertRejects(() => read(answer), BadResponse);
      assertEquals(error.retryAfter, expected);
    }
  });
}

Deno.test("readAnswer() takes its own clock where the server names none", async () => {
  using _time = new FakeTime();
  const date = new Date(Date.now() + 90_000).toUTCString();
  const error = await refused(
    refusal(429, { "Retry-After": date }),
    RateLimited,
  );
  assertEquals(error.retryAfter, 90_000);
});
