import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertThrows,
} from "@std/assert";
import { BadResponse, NoResponse, Session } from "@rxgroupme/client";
import type { Activity, SessionOptions } from "@rxgroupme/client";
import { VirtualClock } from "@rxgroupme/client/testing";
import { type Answer, script } from "../support/script.ts";

const call = {
  method: "POST",
  host: "push",
  responseType: "json",
  read: (answer: unknown) => answer,
} as const;

/** A session whose `fetch` answers in turn, on a virtual clock. */
function session(
  answers: readonly Answer[],
  options: Partial<SessionOptions> = {},
) {
  const clock = new VirtualClock();
  const { fetch, requests } = script(...answers);
  const session = new Session({
    token: "secret",
    fetch,
    scheduler: clock,
    ...options,
  });
  const activities: Activity[] = [];
  session.activity$.subscribe((it) => activities.push(it));
  return { clock, session, requests, activities };
}

/** What came of an exchange. */
function outcome(of: ReturnType<Session["exchange"]>) {
  const got: { values: unknown[]; error?: unknown } = { values: [] };
  const subscription = of.subscribe({
    next: (value) => got.values.push(value),
    error: (error) => got.error = error,
  });
  return { got, subscription };
}

Deno.test("Session.exchange() puts the token into the body, and into no header", async () => {
  const it = session([Response.json({ x: 1 })]);
  const { got } = outcome(
    it.session.exchange(call, (token) => new Blob([`[${token}]`])),
  );
  await it.clock.settle();
  assertEquals(got, { values: [{ x: 1 }] });
  const [request] = it.requests;
  assert(request);
  assertEquals(request.url, "https://push.groupme.com/faye");
  assertEquals(request.headers.get("x-access-token"), null);
  assertEquals(await request.text(), "[secret]");
});

Deno.test("Session.exchange() puts no token into the query either", async () => {
  const it = session([Response.json([])], { auth: "query" });
  outcome(it.session.exchange(call, () => "body"));
  await it.clock.settle();
  assertEquals(it.requests[0]?.url, "https://push.groupme.com/faye");
});

Deno.test("Session.exchange() waits neither for the pace nor for a limit, and as long as it takes", async () => {
  let answer = (_: Response) => {};
  const held = new Promise<Response>((resolve) => answer = resolve);
  const it = session(
    [Response.json({ response: {} }), () => held],
    { rateLimit: { requests: 1, perMs: 1_000_000 } },
  );
  it.session.request({ path: "/x", read: (it) => it }).subscribe();
  await it.clock.settle();
  const { got } = outcome(it.session.exchange(call, () => ""));
  await it.clock.advance(700_000);
  assertEquals(it.requests.length, 2);
  answer(Response.json([]));
  await it.clock.settle();
  assertEquals(got, { values: [[]] });
});

Deno.test("Session.exchange() tries once", async () => {
  for (
    const [answer, Kind] of [
      [new Response("", { status: 503 }), BadResponse],
      [new TypeError("offline"), NoResponse],
    ] as const
  ) {
    const it = session([answer]);
    const { got } = outcome(it.session.exchange(call, () => ""));
    await it.clock.advance(100_000);
    assertInstanceOf(got.error, Kind);
    assertEquals(it.requests.length, 1);
  }
});

Deno.test("Session.exchange() keeps the token out of errors and activity", async () => {
  const it = session([
    new Response("no secret here", { status: 400 }),
    new TypeError("secret"),
  ]);
  const first = outcome(it.session.exchange(call, () => ""));
  const second = outcome(it.session.exchange(call, () => ""));
  await it.clock.settle();
  const text = Deno.inspect([first.got, second.got, it.activities], {
    depth: 9,
    showHidden: true,
  });
  assert(text.includes("no *** here"));
  assert(!text.includes("secret"), text);
});

Deno.test("Session.exchange() aborts with its subscription", async () => {
  const it = session([() => new Promise(() => {})]);
  const { subscription } = outcome(it.session.exchange(call, () => ""));
  await it.clock.settle();
  const [request] = it.requests;
  assertEquals(request?.signal.aborted, false);
  subscription.unsubscribe();
  assertEquals(request?.signal.aborted, true);
  assertEquals(it.clock.pending, 0);
});

Deno.test("Session.resolveToken() asks again each time", async () => {
  let count = 0;
  const it = session([], { token: () => `token${++count}` });
  const tokens: string[] = [];
  const asked = it.session.resolveToken("push");
  asked.subscribe((token) => tokens.push(token));
  asked.subscribe((token) => tokens.push(token));
  await it.clock.settle();
  assertEquals(tokens, ["token1", "token2"]);
});

Deno.test("Session.baseUrl() is where a service is", () => {
  const { session: own } = session([], {
    baseUrls: { push: "http://127.0.0.1:8000/faye/" },
  });
  assertEquals(own.baseUrl("push"), "http://127.0.0.1:8000/faye");
  assertThrows(() => own.baseUrl("api"), TypeError, "'baseUrls.api'");
});

Deno.test("Session.report() reaches who watches", () => {
  const it = session([]);
  const activity = { type: "push", state: "up", reason: "connected" } as const;
  it.session.report(activity);
  assertEquals(it.activities, [activity]);
});
