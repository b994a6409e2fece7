import {
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  type Activity,
  Client,
  type ClientOptions,
  NotFound,
  type RequestOptions,
  Session,
} from "@rxgroupme/client";
import { lastValueFrom, toArray } from "rxjs";
import { enveloped, refusal, script } from "./support/script.ts";

const token = "0123456789abcdef";

Deno.test("Client.fromToken() makes a client of nothing but a token", () => {
  const client = Client.fromToken(token);
  assertInstanceOf(client, Client);
  assertInstanceOf(client.session, Session);
  assertThrows(() => Client.fromToken(""), TypeError, "token");
});

Deno.test("Client leads all of its parts through one session", () => {
  const client = Client.fromToken(token);
  const { session, groups, chats, bots, user, images } = client;
  for (const part of [groups, chats, bots, user, images]) {
    assertStrictEquals(part.session, session);
  }
  assertStrictEquals(client.activity$, session.activity$);
});

Deno.test("Client refuses wrong options when it is made, and sends nothing", () => {
  const { fetch, requests } = script();
  const wrong: Partial<ClientOptions>[] = [
    { token: "" },
    { token: "two words" },
    { auth: "cookie" as "query" },
    { timeout: 0 },
    { timeout: Infinity },
    { retry: { attempts: 0 } },
    { retry: { attempts: 1.5 } },
    { retry: { initialDelay: -1 } },
    { retry: { maxDelay: Infinity } },
    { retry: { rateLimitDelay: NaN } },
    { rateLimit: { requests: 0.5, perMs: 1 } },
    { rateLimit: { requests: 1, perMs: 0 } },
    { baseUrls: { api: "api.groupme.com" } },
    { baseUrls: { push: "wss://push.groupme.com" } },
    { baseUrls: { apii: "https://api.example" } as object },
    { headers: { "no name": "x" } },
    { random: 1 as unknown as () => number },
  ];
  for (const options of wrong) {
    const { name } = assertThrows(
      () => new Client({ token, fetch, ...options }),
      Error,
    );
    assertEquals(/^(Type|Range)Error$/.test(name), true, name);
  }
  assertEquals(requests, []);
});

Deno.test("Client.request() refuses what is no path, method or answer", () => {
  const { fetch, requests } = script();
  const client = new Client({ token, fetch });
  const wrong: [options: object, name: string][] = [
    [{}, "path"],
    [{ path: 5 }, "path"],
    [{ path: "/x", method: "get" }, "method"],
    [{ path: "/x", method: null }, "method"],
    [{ path: "/x", answer: "xml" }, "answer"],
  ];
  for (const [options, name] of wrong) {
    assertThrows(
      () => client.request(options as RequestOptions),
      TypeError,
      `'${name}'`,
    );
  }
  assertEquals(requests, []);
});

Deno.test("Client takes undefined for what is not given, however deep", () => {
  new Client({
    token,
    fetch: undefined,
    baseUrls: { api: undefined },
    retry: { attempts: undefined, maxDelay: undefined },
    rateLimit: undefined,
    scheduler: undefined,
  });
});

Deno.test("Client takes as many attempts as it gets", () => {
  new Client({ token, retry: { attempts: Infinity } });
});

Deno.test("Client.request() reaches any endpoint, and emits what the envelope holds", async () => {
  const { fetch, requests } = script(enveloped({ a: 1 }), enveloped(null));
  const client = new Client({ token, fetch });
  const got = await lastValueFrom(
    client.request<{ a: number }>({
      method: "POST",
      host: "v4",
      path: "/groups/1/pins",
      query: { limit: 2, since: undefined },
      body: { pinned: true, note: null },
    }).pipe(toArray()),
  );
  assertEquals(got, [{ a: 1 }]);
  const [request] = requests;
  assertEquals(
    [request?.method, request?.url],
    ["POST", "https://api.groupme.com/v4/groups/1/pins?limit=2"],
  );
  assertEquals(await request?.json(), { pinned: true });
  const nothing = client.request({ method: "DELETE", path: "/x" });
  assertEquals(await lastValueFrom(nothing), null);
});

Deno.test("Client.request() is cold: each subscription is a request", async () => {
  const { fetch, requests } = script(enveloped(1), enveloped(2));
  const request = new Client({ token, fetch }).request({ path: "/x" });
  assertEquals(requests.length, 0);
  assertEquals(await lastValueFrom(request), 1);
  assertEquals(await lastValueFrom(request), 2);
});

for (
  const path of [
    "https://evil.example/x",
    "@evil.example",
    ".evil.example",
    ":80@evil.example",
    "\\evil.example",
    "evil",
  ]
) {
  Deno.test(`Client.request() sends nothing for the path ${path}`, async () => {
    const { fetch, requests } = script(enveloped(null));
    const client = new Client({ token, fetch });
    await assertRejects(
      () => lastValueFrom(client.request({ path })),
      TypeError,
      "Cannot use 'path'",
    );
    assertEquals(requests, []);
  });
}

Deno.test("Client.request() stays at its host with a path of two slashes", async () => {
  const { fetch, requests } = script(enveloped(null), enveloped(null));
  const client = new Client({ token, fetch });
  for (const host of ["api", "v2"] as const) {
    await lastValueFrom(client.request({ host, path: "//evil.example" }));
  }
  assertEquals(
    requests.map(({ url }) => new URL(url).host),
    ["api.groupme.com", "v2.groupme.com"],
  );
});

Deno.test("Client.activity$ tells of what each of its parts does", async () => {
  const { fetch } = script(enveloped([]), refusal(404));
  const client = new Client({ token, fetch });
  const seen: Activity[] = [];
  using _watching = using(client.activity$.subscribe((it) => seen.push(it)));
  await lastValueFrom(client.groups.list());
  await assertRejects(() => lastValueFrom(client.groups.get("1")), NotFound);
  assertEquals(seen.map(({ type }) => type), [
    "attempt",
    "response",
    "attempt",
    "response",
    "failure",
  ]);
});

Deno.test("Client tells two clients apart", async () => {
  const first = script(refusal(429), enveloped([]));
  const second = script(enveloped([]));
  const limited = new Client({ token, fetch: first.fetch, retry: false });
  const free = new Client({ token, fetch: second.fetch });
  await assertRejects(() => lastValueFrom(limited.groups.list()));
  // A 429 of one account is no business of another's.
  assertEquals(await lastValueFrom(free.groups.list()), []);
});

/** Unsubscribes at the end of the block. */
function using(subscription: { unsubscribe(): void }): Disposable {
  return { [Symbol.dispose]: () => subscription.unsubscribe() };
}
