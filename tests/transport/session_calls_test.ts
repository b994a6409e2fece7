/**
 * What a session sends, and what it makes of the answer.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  type Activity,
  BadResponse,
  GroupMeError,
  MissingResponseError,
  NoResponse,
  RateLimited,
  Unauthorized,
} from "@rxgroupme/client";
import { VirtualClock } from "@rxgroupme/client/testing";
import { lastValueFrom, type Observable } from "rxjs";
import { remote } from "../../lib/transport/remote.ts";
import type { ApiRequest } from "../../lib/transport/request.ts";
import { Session, type SessionOptions } from "../../lib/transport/session.ts";
import { readList } from "../../lib/wire/json.ts";
import { type Answer, enveloped, refusal, script } from "../support/script.ts";

const TOKEN = "0123456789abcdef";

/** A session whose `fetch` answers in turn. */
function scripted(
  answers: readonly Answer[],
  options: Partial<SessionOptions> = {},
) {
  const { fetch, requests } = script(...answers);
  const session = new Session({ token: TOKEN, fetch, ...options });
  const send = (call: Partial<ApiRequest<unknown>>): Observable<unknown> =>
    session.request({ path: "/x", read: (answer) => answer, ...call });
  return { session, requests, send };
}

Deno.test("Session.request() sends a GET to the API unless told otherwise", async () => {
  const { requests, send } = scripted([enveloped(1), enveloped(2)]);
  assertEquals(await lastValueFrom(send({ query: { a: 1, b: null } })), 1);
  await lastValueFrom(send({ method: "DELETE", host: "v2", path: "/y" }));
  assertEquals(requests.map(({ method, url }) => [method, url]), [
    ["GET", "https://api.groupme.com/v3/x?a=1"],
    ["DELETE", "https://v2.groupme.com/y"],
  ]);
});

for (
  const [auth, header, query] of [
    ["header", TOKEN, null],
    ["query", null, TOKEN],
  ] as const
) {
  Deno.test(`Session.request() puts the token into the ${auth} and nowhere else`, async () => {
    const { requests, send } = scripted(
      [enveloped(null), new Response("x")],
      { auth },
    );
    await lastValueFrom(send({}));
    const url = "https://i.groupme.com/1x1.png?a=b";
    await lastValueFrom(send({ remote: remote(url), responseType: "bytes" }));
    const [own, foreign] = requests;
    assert(own && foreign);
    assertEquals(own.headers.get("X-Access-Token"), header);
    assertEquals(new URL(own.url).searchParams.get("token"), query);
    assertEquals([...foreign.headers], []);
    assertEquals(foreign.url, url);
  });
}

Deno.test("Session.request() needs no header of its own with auth in the query", async () => {
  // Only then a browser sends it without asking first.
  const { requests, send } = scripted([enveloped(null)], { auth: "query" });
  await lastValueFrom(send({}));
  assertEquals([...requests[0]?.headers ?? ["none"]], []);
});

Deno.test("Session.request() adds further headers for GroupMe's hosts, its own last", async () => {
  const { requests, send } = scripted(
    [enveloped(null), new Response("x")],
    {
      headers: {
        "User-Agent": "relay/1.0",
        "X-ACCESS-TOKEN": "another",
        "content-type": "text/plain",
      },
    },
  );
  await lastValueFrom(send({ method: "POST", body: { a: 1 } }));
  const url = "https://elsewhere.example/x";
  await lastValueFrom(send({ remote: remote(url), responseType: "bytes" }));
  const [own, foreign] = requests;
  assertEquals([...own?.headers ?? []], [
    ["content-type", "application/json"],
    ["user-agent", "relay/1.0"],
    ["x-access-token", TOKEN],
  ]);
  assertEquals([...foreign?.headers ?? ["none"]], []);
});

/** A redirect to another URL, as fetch() gives it when it does not follow. */
function redirectTo(location: string, status = 302): Response {
  return new Response(null, { status, headers: { location } });
}

Deno.test("Session.request() follows redirects of a URL elsewhere one by one", async () => {
  const { requests, send } = scripted([
    redirectTo("/y"),
    redirectTo("https://cdn.example/z", 301),
    new Response("x"),
  ]);
  const url = "https://elsewhere.example/x";
  await lastValueFrom(send({ remote: remote(url), responseType: "bytes" }));
  assertEquals(requests.map(({ url }) => url), [
    url,
    "https://elsewhere.example/y",
    "https://cdn.example/z",
  ]);
  assertEquals(requests.map(({ redirect }) => redirect), [
    "manual",
    "manual",
    "manual",
  ]);
});

for (
  const location of [
    "http://127.0.0.1/x",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
    "//localhost/x",
  ]
) {
  Deno.test(`Session.request() follows no redirect to ${location}`, async () => {
    const { requests, send } = scripted([redirectTo(location)]);
    const url = "https://elsewhere.example/x";
    await assertRejects(
      () => lastValueFrom(send({ remote: remote(url), responseType: "bytes" })),
      BadResponse,
      "redirect",
    );
    assertEquals(requests.length, 1);
  });
}

Deno.test("Session.request() follows no endless redirects", async () => {
  const turns = Array.from({ length: 30 }, () => redirectTo("/x"));
  const { requests, send } = scripted(turns, { retry: false });
  const url = "https://elsewhere.example/x";
  await assertRejects(
    () => lastValueFrom(send({ remote: remote(url), responseType: "bytes" })),
    BadResponse,
    "redirect",
  );
  assertEquals(requests.length, 21);
});

Deno.test("Session.request() lets a browser follow what it does not show", async () => {
  const opaque = Response.error();
  Object.defineProperty(opaque, "type", { value: "opaqueredirect" });
  const { requests, send } = scripted([opaque, new Response("x")]);
  const url = "https://elsewhere.example/x";
  await lastValueFrom(send({ remote: remote(url), responseType: "bytes" }));
  assertEquals(requests.map(({ redirect }) => redirect), ["manual", "follow"]);
});

Deno.test("Session.request() sends JSON without its null fields", async () => {
  const { requests, send } = scripted([enveloped(null)]);
  const body = { name: "n", image_url: null, options: { a: undefined } };
  await lastValueFrom(send({ method: "POST", body }));
  const [request] = requests;
  assertEquals(request?.headers.get("Content-Type"), "application/json");
  assertEquals(await request?.text(), '{"name":"n","options":{}}');
});

for (
  const call of [
    { path: "x" },
    { path: "https://evil.example" },
    { body: {} },
    { method: "GET", body: "x" },
    { method: "POST", body: { n: 1n } },
  ] as const
) {
  Deno.test(`Session.request() refuses ${Deno.inspect(call)} before any request`, async () => {
    const { requests, send } = scripted([enveloped(null)]);
    await assertRejects(() => lastValueFrom(send(call)), TypeError);
    assertEquals(requests, []);
  });
}

Deno.test("Session.request() refuses a URL of no host before any request", async () => {
  const { requests, send } = scripted([enveloped(null)]);
  await assertRejects(
    () => lastValueFrom(send({ remote: remote("nowhere") })),
    TypeError,
    `Cannot use 'url'`,
  );
  assertEquals(requests, []);
});

Deno.test("Session.request() uses the fetch that is there when it asks", async () => {
  const session = new Session({ token: TOKEN });
  const own = globalThis.fetch;
  const asked: Request[] = [];
  globalThis.fetch = (input, init) => {
    asked.push(new Request(input, init));
    return Promise.resolve(enveloped("stub"));
  };
  try {
    const answer = await lastValueFrom(
      session.request({ path: "/x", read: (answer) => answer }),
    );
    assertEquals(answer, "stub");
  } finally {
    globalThis.fetch = own;
  }
  const [request] = asked;
  assertEquals(request?.url, "https://api.groupme.com/v3/x");
  assertEquals(request?.headers.get("X-Access-Token"), TOKEN);
  assertEquals(request?.redirect, "manual");
});

Deno.test("Session.request() takes a fetch that throws for one that rejects", async () => {
  const { send } = scripted([], {
    retry: false,
    fetch: () => {
      throw new Error("no");
    },
  });
  const error = await assertRejects(() => lastValueFrom(send({})), NoResponse);
  assertInstanceOf(error.cause, Error);
  assertEquals(error.cause.message, "no");
});

Deno.test("Session.request() makes MissingResponseError of an odd shape, naming the field", async () => {
  const { send } = scripted([enveloped({ messages: 7 })], { retry: false });
  const read = (answer: unknown) => readList(answer, "messages");
  const error = await assertRejects(
    () => lastValueFrom(send({ read })),
    MissingResponseError,
    "Cannot GET /v3/x: no list of messages in it",
  );
  assertEquals(error.status, 200);
});

Deno.test("Session.request() tells all that it knows of a refusal", async () => {
  const { send } = scripted([refusal(401, {}, [`bad ${TOKEN}`, "so"])], {
    baseUrls: { api: "https://relay.example/groupme" },
  });
  const error = await assertRejects(
    () => lastValueFrom(send({ method: "POST", query: { a: 1 } })),
    Unauthorized,
  );
  assertEquals(error.name, "Unauthorized");
  assertEquals(
    error.message,
    "Cannot POST /groupme/x: status 401 bad *** so. Check the token at dev.groupme.com",
  );
  assertEquals(error.errors, ["bad ***", "so"]);
  assertEquals([error.status, error.code], [401, 401]);
  assertEquals(error.request, {
    method: "POST",
    url: "https://relay.example/groupme/x?a=1",
  });
});

Deno.test("Session.request() ends with Unauthorized at once, for a wrong token", async () => {
  const { send, requests } = scripted([refusal(401), enveloped(null)]);
  await assertRejects(() => lastValueFrom(send({})), Unauthorized);
  assertEquals(requests.length, 1);
});

Deno.test("Session.request() asks for the token again for each attempt", async () => {
  const clock = new VirtualClock();
  let count = 0;
  const { send, requests } = scripted(
    [refusal(500), new TypeError("offline"), enveloped(null)],
    { token: () => Promise.resolve(`t${++count}`), scheduler: clock },
  );
  await clock.until(lastValueFrom(send({})));
  assertEquals(
    requests.map(({ headers }) => headers.get("X-Access-Token")),
    ["t1", "t2", "t3"],
  );
});

Deno.test("Session.request() does not try again when there is no token", async () => {
  const { send, requests } = scripted([enveloped(null)], {
    token: () => Promise.reject(new Error("vault")),
  });
  await assertRejects(() => lastValueFrom(send({})), GroupMeError);
  assertEquals(requests, []);
});

Deno.test("Session.request() aborts what is asked for when it is left, token function and all", async () => {
  const clock = new VirtualClock();
  const { promise, resolve } = Promise.withResolvers<string>();
  const { send, requests } = scripted([enveloped(null)], {
    token: () => promise,
    scheduler: clock,
  });
  const asking = send({}).subscribe();
  asking.unsubscribe();
  resolve("t");
  await clock.settle();
  assertEquals(requests, []);
  assertEquals(clock.pending, 0);
});

Deno.test("Session.request() leaves the signal of what has ended alone", async () => {
  const { send, requests } = scripted([enveloped(null), refusal(404)]);
  await lastValueFrom(send({}));
  await lastValueFrom(send({})).catch(() => {});
  assertEquals(requests.map(({ signal }) => signal.aborted), [false, false]);
});

Deno.test("Session.activity$ tells of each step, in full", async () => {
  const clock = new VirtualClock();
  const { session, send } = scripted(
    [refusal(503, { "Retry-After": "2" }), enveloped(null)],
    { scheduler: clock },
  );
  const seen: Activity[] = [];
  session.activity$.subscribe((activity) => seen.push(activity));
  await clock.until(lastValueFrom(send({ query: { a: 1 } })));
  const request = {
    method: "GET",
    url: "https://api.groupme.com/v3/x?a=1",
  };
  const [, , retry] = seen;
  assert(retry?.type === "retry");
  assertEquals(seen, [
    { type: "attempt", request, attempt: 1 },
    { type: "response", request, status: 503, duration: 0 },
    { type: "retry", request, error: retry.error, delay: 2_000 },
    { type: "attempt", request, attempt: 2 },
    { type: "response", request, status: 200, duration: 0 },
  ]);
  assertStrictEquals(retry.error.status, 503);
});

Deno.test("Session.activity$ tells of a failure what the subscriber is told", async () => {
  const { session, send } = scripted([refusal(404)]);
  const seen: Activity[] = [];
  session.activity$.subscribe((activity) => seen.push(activity));
  const error = await assertRejects(() => lastValueFrom(send({})));
  const last = seen.at(-1);
  assert(last?.type === "failure");
  assertStrictEquals(last.error, error);
});

Deno.test("Session.activity$ is hot, and has no memory", async () => {
  const { session, send } = scripted([enveloped(null), enveloped(null)]);
  await lastValueFrom(send({}));
  const seen: string[] = [];
  const watching = session.activity$.subscribe(({ type }) => seen.push(type));
  assertEquals(seen, []);
  await lastValueFrom(send({}));
  assertEquals(seen, ["attempt", "response"]);
  watching.unsubscribe();
});

Deno.test("Session does nothing but look at its options", () => {
  const { requests, session } = scripted([enveloped(null)]);
  session.request({ path: "/x", read: (answer) => answer });
  assertEquals(requests, []);
  const retry = { attempts: 0 };
  assertThrows(() => new Session({ token: TOKEN, retry }), RangeError);
});

Deno.test("Session.request() sends headers of its own beside the client's", async () => {
  const { requests, send } = scripted([enveloped(1), enveloped(2)], {
    headers: { "user-agent": "relay/1.0", "x-both": "client" },
  });
  const headers = { "X-Both": "call", "x-conversation-id": "7" };
  await lastValueFrom(send({ headers }));
  await lastValueFrom(send({ headers: { "x-access-token": "forged" } }));
  const [first, second] = requests;
  assertEquals(first?.headers.get("user-agent"), "relay/1.0");
  assertEquals(first?.headers.get("x-both"), "call");
  assertEquals(first?.headers.get("x-conversation-id"), "7");
  assertEquals(second?.headers.get("x-access-token"), TOKEN);
});

Deno.test("Session.request() quotes no header that is invalid", async () => {
  const { requests, send } = scripted([enveloped(1)]);
  const headers = { "x-secret": "s3cret\nx" };
  const error = await assertRejects(
    () => lastValueFrom(send({ headers })),
    TypeError,
    "Cannot use 'headers'",
  );
  assert(!error.message.includes("s3cret"));
  assertEquals(requests, []);
});

Deno.test("Session.request() gives read() the status and GroupMe's code", async () => {
  const { send } = scripted([
    enveloped({ id: "1" }, { status: 201, code: 20100 }),
    Response.json([1], { status: 202 }),
  ]);
  const read: ApiRequest<unknown>["read"] = (answer, info) => [answer, info];
  assertEquals(await lastValueFrom(send({ read })), [
    { id: "1" },
    { status: 201, code: 20100 },
  ]);
  assertEquals(await lastValueFrom(send({ read, responseType: "json" })), [
    [1],
    { status: 202, code: undefined },
  ]);
});

Deno.test("Session.request() that is apart gives its 429 to the caller, and holds nothing back", async () => {
  const clock = new VirtualClock();
  const { requests, send } = scripted([refusal(429), enveloped("other")], {
    scheduler: clock,
  });
  const apart = { method: "POST", idempotent: true, isApart: true } as const;
  await assertRejects(() => lastValueFrom(send(apart)), RateLimited);
  assertEquals(await lastValueFrom(send({})), "other");
  assertEquals(requests.length, 2);
  assertEquals(clock.pending, 0);
});
