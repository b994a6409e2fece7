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
import type { RequestOptions, ResponseType } from "@rxgroupme/client";
import { files } from "@rxgroupme/client/media";
import { lastValueFrom, type Observable } from "rxjs";
import { isTransient } from "../../lib/transport/retry.ts";
import { FakeTime } from "../support/fake_time.ts";
import { enveloped, refusal } from "../support/script.ts";
import { scripted } from "../support/scripted.ts";

const fail: Fail = (Kind, what, details) => new Kind(what, details);

async function read(
  response: Response,
  responseType?: ResponseType,
  method?: RequestOptions["method"],
): Promise<unknown> {
  const { content } = await readResponse(
    response,
    { responseType, method },
    fail,
  );
  return content;
}

/** The error of an answer that is none; its class is the very one. */
async function refused(
  response: Response,
  Kind: typeof BadResponse,
  answer?: ResponseType,
  method?: RequestOptions["method"],
): Promise<BadResponse> {
  const error = await assertRejects(
    () => read(response, answer, method),
    Kind,
  );
  assertStrictEquals(error.constructor, Kind);
  return error;
}

Deno.test("readResponse() takes the response out of its envelope", async () => {
  assertEquals(await read(enveloped({ id: "1" })), { id: "1" });
  assertEquals(await read(enveloped([])), []);
  assertEquals(await read(enveloped("text")), "text");
  assertEquals(await read(enveloped(false)), false);
});

Deno.test("readResponse() takes null for an answer", async () => {
  assertEquals(await read(enveloped(null)), null);
});

Deno.test("readResponse() does not mind errors that are null", async () => {
  assertEquals(await read(enveloped({ id: "1" }, { errors: null })), {
    id: "1",
  });
  const error = await refused(
    enveloped(null, { status: 404, errors: null }),
    NotFound,
  );
  assertEquals(error.errors, []);
});

Deno.test("readResponse() takes the payload of the image service", async () => {
  const answer = Response.json({ payload: { url: "x" } });
  assertEquals(await read(answer), { url: "x" });
});

Deno.test("readResponse() gives null for a 304", async () => {
  assertEquals(await read(new Response(null, { status: 304 })), null);
  assertEquals(await read(new Response(null, { status: 304 }), "json"), null);
});

Deno.test("readResponse() has no bytes to give of a 304", async () => {
  const unchanged = () => new Response(null, { status: 304 });
  const { client } = scripted([unchanged(), unchanged(), unchanged()]);
  const calls: readonly Observable<unknown>[] = [
    client.images.download("https://i.groupme.com/1x1.png.abc"),
    files(client, "1").download("2"),
    client.request({ path: "/x", answer: "bytes" }),
  ];
  for (const call of calls) {
    const error = await assertRejects(() => lastValueFrom(call), BadResponse);
    assertEquals(error.status, 304);
  }
});

Deno.test("readResponse() reads JSON without an envelope where there is none", async () => {
  assertEquals(await read(Response.json([1]), "json"), [1]);
  assertEquals(await read(Response.json(null), "json"), null);
});

Deno.test("readResponse() reads bytes as they are", async () => {
  const bytes = new Uint8Array([0, 255, 13, 10]);
  const headers = { "Content-Type": "image/png" };
  const blob = await read(new Response(bytes, { headers }), "bytes");
  assertInstanceOf(blob, Blob);
  assertEquals(blob.type, "image/png");
  assertEquals(await blob.bytes(), bytes);
});

Deno.test("readResponse() types a refusal of bytes too", async () => {
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
  Deno.test(`readResponse() takes ${name} where nothing matters`, async () => {
    for (const method of ["GET", "POST"] as const) {
      const got = await read(answer(), "none", method);
      assertEquals(got, name === "an envelope" ? "ignored" : null);
    }
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
  Deno.test(`readResponse() makes ${Kind.name} of a ${status}`, async () => {
    const error = await refused(refusal(status, {}, ["a", "b"]), Kind);
    assertEquals(error.errors, ["a", "b"]);
    assertEquals(error.code, status);
    assert(error.message.startsWith(`status ${status} a b`), error.message);
    assertEquals(error.retryAfter, undefined);
    await refused(refusal(status), Kind, "none");
    await refused(new Response(null, { status }), Kind);
  });
}

Deno.test("readResponse() knows by its code what only GroupMe's apps may", async () => {
  for (const status of [400, 401, 403]) {
    const error = await refused(
      enveloped(null, { status, code: 40102, errors: ["verify"] }),
      DeviceVerificationRequired,
    );
    assertEquals(error.code, 40102);
    assertEquals(error.errors, ["verify"]);
  }
});

Deno.test("readResponse() keeps GroupMe's finer code", async () => {
  const answer = enveloped(null, { status: 401, code: 40199 });
  assertEquals((await refused(answer, Unauthorized)).code, 40199);
});

Deno.test("readResponse() takes 40100 for Forbidden, as the token is good", async () => {
  const answer = enveloped(null, { status: 401, code: 40100 });
  assertEquals((await refused(answer, Forbidden)).code, 40100);
});

Deno.test("readResponse() quotes a refusal that is a mere text", async () => {
  const text = "  You have been banned from sending direct messages \n";
  const error = await refused(new Response(text, { status: 403 }), Forbidden);
  assertEquals(error.errors, [text.trim()]);
  assertEquals(error.code, undefined);
  assert(error.message.startsWith(`status 403 ${text.trim()}`), error.message);
  assertEquals(error.isForeign, false);
});

Deno.test("readResponse() quotes no novel", async () => {
  const answer = new Response("no ".repeat(1_000), { status: 400 });
  const [words = ""] = (await refused(answer, BadResponse)).errors;
  assertEquals(words.length, 200);
});

Deno.test("readResponse() quotes no page of a proxy", async () => {
  const html = "<html><body>Bad gateway</body></html>";
  const error = await refused(
    new Response(html, { status: 502 }),
    BadResponse,
  );
  assertEquals(error.errors, []);
  assertEquals(error.message, "status 502. Try again later");
  assertEquals(error.isForeign, true);
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
  Deno.test(`readResponse() types a refusal whose body ${name}`, async () => {
    const answer = Response.json(body, { status: 401 });
    const error = await refused(answer, Unauthorized);
    assertEquals(error.errors, []);
    assertEquals(error.code, undefined);
  });
}

Deno.test("readResponse() makes text of errors that are none", async () => {
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
  Deno.test(`readResponse() makes MissingResponseError of ${name}`, async () => {
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
  Deno.test(`readResponse() makes InvalidJsonError of ${name}`, async () => {
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
  Deno.test(`readResponse() makes MissingMetaError of ${name}`, async () => {
    await refused(Response.json(body), MissingMetaError);
  });
}

Deno.test("readResponse() makes MissingResponseError of an envelope without one", async () => {
  const answer = () => Response.json({ meta: { code: 200 } });
  await refused(answer(), MissingResponseError);
  assertEquals(await read(answer(), "envelope", "POST"), null);
});

Deno.test("readResponse() takes an empty 202 of JSON for what is not ready, and none of an envelope", async () => {
  for (const body of [null, " "]) {
    const answer = () => new Response(body, { status: 202 });
    assertEquals(await read(answer(), "json"), null);
    await refused(answer(), MissingResponseError);
    await refused(new Response(body, { status: 200 }), MissingResponseError);
  }
});

for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
  for (
    const [name, answer] of Object.entries({
      "a 204": () => new Response(null, { status: 204 }),
      "an empty 202": () => new Response(null, { status: 202 }),
      "an empty 200": () => new Response(""),
      "a blank 201": () => new Response(" \r\n", { status: 201 }),
    })
  ) {
    Deno.test(`readResponse() takes ${name} for the success of a ${method}`, async () => {
      assertEquals(await read(answer(), "envelope", method), null);
      assertEquals(await read(answer(), "json", method), null);
      assertEquals(await read(answer(), "none", method), null);
    });
  }

  Deno.test(`readResponse() takes no page of something else for the success of a ${method}`, async () => {
    const page = () => new Response("<!doctype html><title>Sign in</title>");
    const { isForeign } = await refused(
      page(),
      InvalidJsonError,
      "envelope",
      method,
    );
    assertEquals(isForeign, true);
    const offline = Response.json({ error: "offline" });
    await refused(offline, MissingMetaError, "envelope", method);
    await refused(
      new Response("OK"),
      InvalidJsonError,
      "envelope",
      method,
    );
  });
}

Deno.test("readResponse() gives GroupMe's code of a success", async () => {
  const joined = enveloped({ group: {} }, { code: 20100 });
  assertEquals((await readResponse(joined, {}, fail)).code, 20100);
  const bare = await readResponse(
    Response.json([1]),
    { responseType: "json" },
    fail,
  );
  assertEquals(bare.code, undefined);
});

/** A body of so many bytes a chunk, which does not end by itself. */
function endless(bytes: number) {
  const state = { sent: 0, isCancelled: false };
  const chunk = new Uint8Array(bytes).fill(32);
  const body = new ReadableStream({
    pull: (controller) => {
      state.sent += bytes;
      controller.enqueue(chunk);
    },
    cancel: () => {
      state.isCancelled = true;
    },
  }, { highWaterMark: 0 });
  return { body, state };
}

for (const [status, responseType] of [[200, "json"], [500, "bytes"]] as const) {
  Deno.test(`readResponse() reads no more than 64 MiB of a ${status} as ${responseType}`, async () => {
    const { body, state } = endless(2 ** 20);
    const error = await refused(
      new Response(body, { status }),
      BadResponse,
      responseType,
    );
    assertEquals(error.message.includes("67108864 bytes"), true);
    assertEquals(state, { sent: 65 * 2 ** 20, isCancelled: true });
    assertEquals(isTransient(error), false);
  });
}

Deno.test("readResponse() reads no more than maxBytes", async () => {
  const { body, state } = endless(10);
  await assertRejects(
    () =>
      readResponse(
        new Response(body),
        { responseType: "bytes", maxBytes: 25 },
        fail,
      ),
    BadResponse,
    "more than 25 bytes",
  );
  assertEquals(state, { sent: 30, isCancelled: true });
  const whole = await readResponse(
    new Response(new Uint8Array(25)),
    { responseType: "bytes", maxBytes: 25 },
    fail,
  );
  assertInstanceOf(whole.content, Blob);
  assertEquals(whole.content.size, 25);
});

for (const status of [301, 302, 303, 307, 308]) {
  Deno.test(`readResponse() refuses a ${status}, and reads no body of it`, async () => {
    let isCancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        isCancelled = true;
      },
    });
    const headers = { Location: "https://evil.example/" };
    const answer = new Response(body, { status, headers });
    const { message, isForeign } = await refused(answer, BadResponse, "bytes");
    assertEquals(isForeign, true);
    assert(message.includes("redirect"), message);
    assert(!message.includes("evil"), message);
    assert(isCancelled);
  });
}

Deno.test("readResponse() refuses what a browser shows of a redirect", async () => {
  const answer = Response.error();
  Object.defineProperty(answer, "type", { value: "opaqueredirect" });
  await refused(answer, BadResponse);
});

Deno.test("readResponse() rejects with what breaks the body off", async () => {
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
    ["no time", { "Retry-After": "0" }, undefined],
    ["no time in parts", { "Retry-After": "0.0" }, undefined],
    [
      "a date, by the clock of the server",
      { "Retry-After": LATER, Date: SERVED },
      37_000,
    ],
    ["a date that is over", { "Retry-After": SERVED, Date: LATER }, undefined],
    ["what is neither", { "Retry-After": "soon" }, undefined],
    ["less than nothing", { "Retry-After": "-7" }, undefined],
    ["nothing", { "Retry-After": "" }, undefined],
    [
      "more than an hour",
      { "Retry-After": "99999999" },
      3_600_000,
    ],
  ] as const
) {
  Deno.test(`readResponse() heeds a Retry-After of ${name}`, async () => {
    for (const status of [429, 503]) {
      const answer = refusal(status, headers);
      const error = await assertRejects(() => read(answer), BadResponse);
      assertEquals(error.retryAfter, expected);
    }
  });
}

Deno.test("readResponse() takes its own clock where the server names none", async () => {
  using _time = new FakeTime();
  const date = new Date(Date.now() + 90_000).toUTCString();
  const error = await refused(
    refusal(429, { "Retry-After": date }),
    RateLimited,
  );
  assertEquals(error.retryAfter, 90_000);
});
