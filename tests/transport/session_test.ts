import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  type Activity,
  BadResponse,
  Client,
  InvalidJsonError,
  MissingResponseError,
  NoResponse,
  RateLimited,
  Unauthorized,
} from "@rxgroupme/client";
import { catchError, lastValueFrom, of } from "rxjs";
import { world } from "../support/world.ts";

/** The ms at which the simulator was asked, from the first time on. */
function moments({ simulator }: ReturnType<typeof world>): number[] {
  const [first] = simulator.requests;
  return simulator.requests.map(({ at }) => at - (first?.at ?? 0));
}

const passing = [
  [{ connectionError: true }, NoResponse],
  [{ truncate: "stream" }, NoResponse],
  [{ truncate: "text" }, InvalidJsonError],
  [{ htmlBody: true }, InvalidJsonError],
  [{ emptyBody: true }, MissingResponseError],
  [{ status: 500 }, BadResponse],
  [{ status: 503 }, BadResponse],
] as const;

for (const [fault, Kind] of passing) {
  const name = JSON.stringify(fault);
  Deno.test(`Session.request() tries a GET again after ${name}, with backoff`, async () => {
    const here = world();
    here.simulator.addGroup();
    here.simulator.fault({ ...fault, times: 4 });
    const groups = here.client.groups.list();
    const [group] = await here.clock.until(lastValueFrom(groups));
    assert(group);
    // Half of 0.5, 1, 2 and 4 s, as the jitter is fixed.
    assertEquals(moments(here), [0, 250, 750, 1_750, 3_750]);
    assertEquals(here.clock.pending, 0);
  });

  Deno.test(`Session.request() gives up after five attempts with ${name}`, async () => {
    const { clock, simulator, client } = world();
    simulator.fault(fault);
    const error = await assertRejects(
      () => clock.until(lastValueFrom(client.groups.list())),
      Kind,
    );
    assertEquals(simulator.requests.length, 5);
    assertEquals(error.request?.method, "GET");
    assertEquals(clock.pending, 0);
    assertEquals(simulator.open, 0);
  });
}

Deno.test("Session.request() does not try again what could happen twice", async () => {
  const { clock, simulator, client } = world();
  simulator.fault({ status: 502 });
  const command = client.request({ method: "POST", path: "/bots/destroy" });
  await assertRejects(() => clock.until(lastValueFrom(command)), BadResponse);
  assertEquals(simulator.requests.length, 1);
});

Deno.test("Session.request() ends an attempt that takes too long, also in its body", async () => {
  const here = world({ timeout: 5_000 });
  here.simulator.fault({ hang: true });
  const error = await assertRejects(
    () => here.clock.until(lastValueFrom(here.client.groups.list())),
    NoResponse,
  );
  assertEquals(
    error.message,
    "Cannot GET /v3/groups: no whole answer within 5000 ms. Check the network",
  );
  assertEquals(moments(here), [0, 5_250, 10_750, 16_750, 23_750]);
  assertEquals(here.simulator.open, 0);
  const stalled = new Client({
    token: "t",
    timeout: 5_000,
    retry: false,
    scheduler: here.clock,
    fetch: ({ signal }) => {
      const body = new ReadableStream({
        start: (it) =>
          signal.addEventListener("abort", () => it.error(signal.reason)),
      });
      return Promise.resolve(new Response(body));
    },
  });
  await assertRejects(
    () => here.clock.until(lastValueFrom(stalled.groups.list())),
    NoResponse,
    "no whole answer",
  );
  assertEquals(here.clock.pending, 0);
});

Deno.test("Session.request() obeys Retry-After", async () => {
  const here = world();
  here.simulator.fault({
    status: 503,
    headers: { "retry-after": "7" },
    times: 1,
  });
  await here.clock.until(lastValueFrom(here.client.groups.list()));
  assertEquals(moments(here), [0, 7_000]);
});

for (const status of [429, 420]) {
  Deno.test(`Session.request() holds back every request of the client after a ${status}, for a minute`, async () => {
    const here = world();
    const { clock, simulator, client } = here;
    const group = simulator.addGroup();
    simulator.fault({ status, match: { path: "/v3/groups" }, times: 1 });
    const list = lastValueFrom(client.groups.list());
    await clock.advance(1_000);
    const other = lastValueFrom(client.groups.messages(group.id).list());
    const post = lastValueFrom(
      client.groups.messages(group.id).create("hello"),
    );
    await clock.advance(58_000);
    assertEquals(simulator.requests.length, 1);
    await clock.until(Promise.all([list, other, post]));
    assertEquals(moments(here), [0, 60_000, 60_000, 60_000]);
  });
}

Deno.test("Session.request() holds back for as long as a 429 asks, also after a command", async () => {
  const here = world();
  const { clock, simulator, client } = here;
  simulator.fault({ status: 429, headers: { "retry-after": "3" }, times: 1 });
  const error = await assertRejects(
    () =>
      lastValueFrom(client.request({ method: "POST", path: "/bots/destroy" })),
    RateLimited,
  );
  assertEquals(error.retryAfter, 3_000);
  await clock.until(lastValueFrom(client.groups.list()));
  assertEquals(moments(here), [0, 3_000]);
});

Deno.test("Session.request() gets a long history through a server that limits it", async () => {
  const here = world();
  const { clock, simulator, client } = here;
  const group = simulator.addGroup({ history: 20_000 });
  simulator.rateLimit({ requests: 50, perMs: 60_000 });
  let count = 0;
  const reading = client.groups.messages(group.id).listAll();
  reading.subscribe(() => count += 1);
  await clock.advance(600_000);
  assertEquals(count, 20_000);
});

Deno.test("Session.request() keeps its own pace, where a post overtakes an archive walk", async () => {
  const { clock, simulator, client } = world({
    rateLimit: { requests: 1, perMs: 1_000 },
  });
  const group = simulator.addGroup({ history: 5_000 });
  const messages = client.groups.messages(group.id);
  const walks = [
    messages.listAll().subscribe(),
    messages.listAll().subscribe(),
  ];
  await clock.advance(2_500);
  simulator.resetRequests();
  await clock.until(lastValueFrom(messages.create("first")));
  assertEquals(simulator.requests.map(({ method }) => method), ["POST"]);
  walks.forEach((walk) => walk.unsubscribe());
  await clock.settle();
  assertEquals(clock.pending, 0);
});

Deno.test("Client.activity$ tells attempts, answers, waits, repetitions and failures", async () => {
  const { clock, simulator, client } = world({ retry: { attempts: 2 } });
  const seen: Activity[] = [];
  client.activity$.subscribe((activity) => seen.push(activity));
  simulator.fault({ status: 500, times: 1 });
  await clock.until(lastValueFrom(client.groups.list()));
  simulator.fault({ status: 429, times: 1 });
  await clock.until(lastValueFrom(client.groups.list()));
  simulator.fault({ connectionError: true });
  await assertRejects(() => clock.until(lastValueFrom(client.groups.list())));
  assertEquals(seen.map(({ type }) => type), [
    "attempt",
    "response",
    "retry",
    "attempt",
    "response",
    "attempt",
    "response",
    "retry",
    "wait",
    "attempt",
    "response",
    "attempt",
    "retry",
    "attempt",
    "failure",
  ]);
});

Deno.test("Client asks a token function for each request", async () => {
  const { simulator, client } = world();
  assert(client);
  let asked = 0;
  for (
    const token of [
      () => simulator.token,
      () => Promise.resolve(simulator.token),
    ]
  ) {
    const other = new Client({
      token: () => {
        asked += 1;
        return token();
      },
      fetch: simulator.fetch,
    });
    await lastValueFrom(other.groups.list());
    await lastValueFrom(other.groups.list());
  }
  assertEquals(asked, 4);
});

Deno.test("Client errors when its token function fails, and sends nothing", async () => {
  const { simulator } = world();
  const broken = [
    () => Promise.reject(new Error("vault is closed")),
    () => {
      throw new Error("vault is closed");
    },
  ];
  for (const token of broken) {
    const { fetch } = simulator;
    const client = new Client({ token, fetch, retry: false });
    const error = await lastValueFrom(
      client.groups.list().pipe(catchError((error) => of(error))),
    );
    assertInstanceOf(error, NoResponse);
    assert(error.message.includes("token function failed"), error.message);
  }
  const client = new Client({ token: () => "", fetch: simulator.fetch });
  await assertRejects(
    () => lastValueFrom(client.groups.list()),
    Unauthorized,
    "gave no token",
  );
  assertEquals(simulator.requests.length, 0);
});

Deno.test("Client refuses options that cannot be", () => {
  const token = "t";
  assertThrows(() => new Client({ token: "" }), TypeError, "token");
  assertThrows(() => new Client({ token, timeout: 0 }), RangeError, "timeout");
  assertThrows(
    () => new Client({ token, timeout: NaN }),
    RangeError,
    "timeout",
  );
  assertThrows(
    () => new Client({ token, retry: { attempts: -1 } }),
    RangeError,
    "attempts",
  );
  assertThrows(
    () => new Client({ token, baseUrls: { api: "groupme" } }),
    TypeError,
    "baseUrls.api",
  );
  assertThrows(
    () => new Client({ token, rateLimit: { requests: 0, perMs: 1 } }),
    RangeError,
    "rateLimit",
  );
});

Deno.test("Client.request() asks any endpoint, and leaves the host on no path", async () => {
  const { simulator, client } = world();
  const me = await lastValueFrom(
    client.request<{ id: string }>({ path: "/users/me" }),
  );
  assertEquals(me.id, simulator.me.id);
  const hosts: string[] = [];
  const other = new Client({
    token: "t",
    fetch: ({ url }) => {
      hosts.push(new URL(url).host);
      return Promise.resolve(Response.json({ response: 1, meta: {} }));
    },
  });
  for (
    const path of ["https://evil.example", "@evil.example", "evil", "\\evil"]
  ) {
    await assertRejects(
      () => lastValueFrom(other.request({ path })),
      TypeError,
      "slash",
    );
  }
  await lastValueFrom(other.request({ path: "//evil.example/x" }));
  assertEquals(hosts, ["api.groupme.com"]);
});

Deno.test("Session.request() asks nothing before it is subscribed to, and aborts when left", async () => {
  const { clock, simulator, client } = world();
  const list = client.groups.list();
  await clock.settle();
  assertEquals(simulator.requests.length, 0);
  simulator.fault({ hang: true });
  const asking = list.subscribe();
  await clock.settle();
  assertEquals(simulator.open, 1);
  asking.unsubscribe();
  await clock.settle();
  assertEquals([simulator.open, clock.pending], [0, 0]);
});
