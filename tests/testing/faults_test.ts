import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { textsOf, world } from "./ask.ts";

/** A group with ten messages, and the path to them. */
function group(options = {}) {
  const start = world(options);
  const { id } = start.simulator.addGroup({ history: 10, members: 1 });
  return { ...start, id, path: `/v3/groups/${id}/messages` };
}

Deno.test("fault() answers any status, in an envelope, as often as told", async () => {
  const { simulator, ask, path } = group();
  const fault = simulator.fault({ status: 503, errors: ["busy"], times: 2 });
  for (let i = 0; i < 2; i++) {
    const answer = await ask(path);
    assertEquals(answer.status, 503);
    assertEquals(await answer.json(), {
      meta: { code: 503, errors: ["busy"] },
    });
  }
  assertEquals((await ask(path)).status, 200);
  assertEquals(fault.hits, 2);
});

Deno.test("fault() answers with headers, and with the body it is given", async () => {
  const { simulator, ask } = group();
  const answers: [string, RegExp][] = [
    ["<html>Bad gateway</html>", /^text\/html/],
    ["Not Found", /^text\/plain/],
    ['{"meta":{"code":500,"errors":null}}', /^application\/json/],
  ];
  const headers = { "retry-after": "2" };
  for (const [body, type] of answers) {
    simulator.fault({ status: 502, body, headers, times: 1 });
    const answer = await ask("/v3/groups");
    assertEquals([answer.status, await answer.text()], [502, body]);
    assertMatch(answer.headers.get("content-type") ?? "", type);
    assertEquals(answer.headers.get("retry-after"), "2");
  }
  simulator.fault({ status: 500, body: "", times: 1 });
  assertEquals((await ask("/v3/groups")).headers.get("content-length"), "0");
  simulator.fault({ status: 403, code: 45001, times: 1 });
  assertEquals((await (await ask("/v3/groups")).json()).meta.code, 45001);
});

Deno.test("fault() hits what it is meant for", async () => {
  const { simulator, ask, post, path } = group();
  const status = async (method: string, at: string) =>
    (await (method === "GET" ? ask(at) : post(at, {}))).status;
  const cases: [Parameters<typeof simulator.fault>[0]["match"], string][] = [
    [undefined, "500 500 500"],
    [{ method: "GET" }, "500 500 400"],
    [{ path: "/v3/groups" }, "500 200 400"],
    [{ path: /\/messages$/g }, "200 500 500"],
    [{ method: "post", path: /messages/ }, "200 200 500"],
    [(request) => request.url.endsWith("groups"), "500 200 400"],
  ];
  for (const [match, statuses] of cases) {
    const fault = simulator.fault({ match, status: 500 });
    const found = [
      await status("GET", "/v3/groups"),
      await status("GET", path),
      await status("POST", path),
    ];
    assertEquals(found.join(" "), statuses);
    fault.remove();
  }
});

Deno.test("fault() lets the first of several fitting ones take a request", async () => {
  const { simulator, ask } = group();
  const first = simulator.fault({ status: 500, times: 1 });
  const second = simulator.fault({ status: 502 });
  assertEquals((await ask("/v3/groups")).status, 500);
  assertEquals((await ask("/v3/groups")).status, 502);
  assertEquals([first.hits, second.hits], [1, 1]);
  simulator.clearFaults();
  assertEquals((await ask("/v3/groups")).status, 200);
});

Deno.test("fault() happens by chance, the same chance for the same seed", async () => {
  const pattern = async (seed: number) => {
    const { simulator, ask } = world({ seed });
    simulator.fault({ status: 500, probability: 0.3 });
    let found = "";
    for (let i = 0; i < 100; i++) {
      found += (await ask("/v3/groups")).status === 500 ? "x" : ".";
    }
    return found;
  };
  const found = await pattern(3);
  assertEquals(await pattern(3), found);
  const hits = found.replaceAll(".", "").length;
  assert(hits > 15 && hits < 45, found);
});

Deno.test("fault() ends when its time is over", async () => {
  const { simulator, ask, clock } = group();
  simulator.fault({ status: 500, forMs: 1000 });
  await clock.advance(999);
  assertEquals((await ask("/v3/groups")).status, 500);
  await clock.advance(1);
  assertEquals((await ask("/v3/groups")).status, 200);
});

Deno.test("fault() breaks the connection before the server saw the request", async () => {
  const { simulator, ask, post, path } = group();
  simulator.fault({ connectionError: true, times: 1 });
  const message = { text: "lost" };
  const error = await assertRejects(() => post(path, { message }), TypeError);
  assert(error.cause instanceof Error);
  assert(await textsOf(await ask(`${path}?limit=1`)) !== "lost");
  assertEquals(simulator.requests[0]?.status, null);
});

Deno.test("fault() loses the answer to what the server has done", async () => {
  const { simulator, ask, post, path } = group();
  simulator.fault({ lostAnswer: true, times: 1 });
  const message = { source_guid: "one", text: "kept" };
  await assertRejects(() => post(path, { message }), TypeError);
  assertEquals(await textsOf(await ask(`${path}?limit=1`)), "kept");
  assertEquals((await post(path, { message })).status, 409);
});

Deno.test("fault() cuts a body off, as whole HTTP around broken JSON", async () => {
  const { simulator, ask, path } = group();
  const whole = await (await ask(path)).text();
  simulator.fault({ truncate: "text", times: 2 });
  const answer = await ask(path);
  assertEquals(answer.status, 200);
  assertEquals(await answer.text(), whole.slice(0, whole.length >> 1));
  await ask(path).then((again) =>
    assertRejects(() => again.json(), SyntaxError)
  );
});

Deno.test("fault() cuts a body off while it is read", async () => {
  const { simulator, ask, path } = group();
  simulator.fault({ truncate: "stream", times: 2 });
  const answer = await ask(path);
  assertEquals(answer.status, 200);
  assertMatch(answer.headers.get("content-type") ?? "", /json/);
  await assertRejects(() => answer.text(), TypeError);
  const reader = (await ask(path)).body?.getReader();
  const first = await reader?.read();
  assertEquals(
    new TextDecoder().decode(first?.value).slice(0, 12),
    '{"response":',
  );
  await assertRejects(async () => await reader?.read(), TypeError);
});

Deno.test("fault() leaves an answer without a body whole when it cuts", async () => {
  const { simulator, ask, path } = group();
  simulator.fault({ truncate: "stream", times: 1 });
  assertEquals((await ask(`${path}?before_id=1`)).status, 304);
});

Deno.test("fault() answers 200 with no body, or with a page for people", async () => {
  const { simulator, ask, path } = group();
  simulator.fault({ emptyBody: true, times: 1 });
  const bare = await ask(path);
  assertEquals([bare.status, await bare.text()], [200, ""]);
  assertEquals(bare.headers.get("content-length"), "0");
  simulator.fault({ htmlBody: true, times: 1 });
  const page = await ask(path);
  assertEquals(page.status, 200);
  assertMatch(await page.text(), /^<!DOCTYPE html>/);
});

Deno.test("fault() answers later, and nothing is left of it", async () => {
  const { simulator, ask, clock } = group();
  simulator.fault({ delay: 1500, times: 1 });
  let status = 0;
  void ask("/v3/groups").then((answer) => status = answer.status);
  await clock.advance(1499);
  assertEquals([status, simulator.open, clock.pending], [0, 1, 1]);
  await clock.advance(1);
  assertEquals([status, simulator.open, clock.pending], [200, 0, 0]);
});

Deno.test("fault() delays any other effect", async () => {
  const { simulator, ask, clock } = group();
  simulator.fault({ delay: 100, connectionError: true });
  const asking = ask("/v3/groups");
  const failing = assertRejects(() => asking, TypeError);
  await clock.advance(99);
  assertEquals(simulator.open, 1);
  await clock.advance(1);
  await failing;
});

Deno.test("fault() lets a request hang until it is aborted, and leaves nothing", async () => {
  const { simulator, ask, clock } = group();
  simulator.fault({ hang: true, delay: 10 });
  for (const ms of [0, 10, 86_400_000]) {
    const controller = new AbortController();
    const asking = ask("/v3/groups", { signal: controller.signal });
    const failing = assertRejects(() => asking, DOMException);
    await clock.advance(ms);
    assertEquals(simulator.open, 1);
    controller.abort();
    assertEquals((await failing).name, "AbortError");
    assertEquals([simulator.open, clock.pending], [0, 0]);
  }
});

Deno.test("fault() hangs after the request was processed, if told", async () => {
  const { simulator, ask, post, path, clock } = group();
  simulator.fault({ hang: true, processed: true, times: 1 });
  const controller = new AbortController();
  const message = { text: "done" };
  const asking = post(path, { message }, { signal: controller.signal });
  const failing = assertRejects(() => asking, Error, "enough");
  await clock.advance(0);
  controller.abort(new Error("enough"));
  await failing;
  assertEquals(await textsOf(await ask(`${path}?limit=1`)), "done");
});

Deno.test("fault() answers a status after the request was processed, if told", async () => {
  const { simulator, ask, post, path } = group();
  simulator.fault({ status: 502, processed: true, times: 1 });
  assertEquals((await post(path, { message: { text: "done" } })).status, 502);
  assertEquals(await textsOf(await ask(`${path}?limit=1`)), "done");
});

Deno.test("fault() refuses what does nothing, or two things", () => {
  const { simulator } = group();
  assertThrows(() => simulator.fault({ times: 1 }), TypeError, "nothing");
  const both = { status: 500, hang: true };
  assertThrows(() => simulator.fault(both), TypeError, "status and hang");
});

Deno.test("outage() fails everything for so long", async () => {
  const { simulator, ask, clock } = group();
  simulator.outage(5000);
  await assertRejects(() => ask("/v3/groups"), TypeError);
  await clock.advance(4999);
  await assertRejects(() => ask("/v3/users/me"), TypeError);
  await clock.advance(1);
  assertEquals((await ask("/v3/groups")).status, 200);
});

Deno.test("fetch() rejects with the reason of a signal that aborted before", async () => {
  const { ask, simulator } = group();
  const reason = new Error("never mind");
  const signal = AbortSignal.abort(reason);
  const error = await assertRejects(() => ask("/v3/groups", { signal }));
  assertStrictEquals(error, reason);
  assertEquals(simulator.open, 0);
});

Deno.test("fetch() answers after its latency, unless aborted", async () => {
  const { ask, clock } = world({ latency: 200 });
  const times: number[] = [];
  const start = clock.now();
  void ask("/v3/groups").then(() => times.push(clock.now() - start));
  const controller = new AbortController();
  const { signal } = controller;
  const aborted = assertRejects(() => ask("/v3/groups", { signal }));
  await clock.advance(100);
  controller.abort();
  await aborted;
  assertEquals(clock.pending, 1);
  await clock.advance(200);
  assertEquals(times, [200]);
});
