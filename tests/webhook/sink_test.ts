import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { VirtualClock } from "@rxgroupme/client/testing";
import { concatMap, from, lastValueFrom } from "rxjs";
import { Sink, SinkError, type SinkRequest } from "@rxgroupme/client/webhook";
import { type Answer, script } from "../support/script.ts";

/** A sink that gives these answers in turn, on a clock that is told of each. */
function answering(...answers: readonly Answer[]) {
  const clock = new VirtualClock();
  const start = clock.now();
  const at: number[] = [];
  const { fetch, requests } = script(...answers);
  const sink = new Sink("https://sink.example/secret", {
    fetch(request) {
      at.push(clock.now() - start);
      return fetch(request);
    },
    scheduler: clock,
  });
  const post = (...keys: readonly string[]) => {
    const posts = from(keys).pipe(concatMap((key) => sink.post(key, { key })));
    return clock.until(lastValueFrom(posts));
  };
  return { at, clock, post, requests };
}

const taken = () => new Response(null, { status: 204 });
const limited = (init: { body?: string; headers?: HeadersInit }) =>
  new Response(init.body, { status: 429, headers: init.headers });

Deno.test("Sink.post() sends JSON under its key", async () => {
  const { post, requests } = answering(taken());
  assertEquals(await post("1"), true);
  const [request] = requests;
  assertEquals(request?.method, "POST");
  assertEquals(request?.headers.get("Idempotency-Key"), "1");
  assertEquals(await request?.json(), { key: "1" });
});

Deno.test("Sink.post() waits as long as a 429 says, in its body above all", async () => {
  const headers = { "Retry-After": "7" };
  const { post, at, requests } = answering(
    limited({ body: '{"retry_after":0.25,"global":false}', headers }),
    limited({ body: "<html>", headers }),
    limited({}),
    taken(),
  );
  assertEquals(await post("1"), true);
  assertEquals(at, [0, 251, 7_252, 12_253]);
  assertEquals(
    requests.map(({ headers }) => headers.get("Idempotency-Key")),
    ["1", "1", "1", "1"],
  );
});

Deno.test("Sink.post() does not wait for an hour, nor post before it is over", async () => {
  const headers = { "Retry-After": "3600" };
  const { post, at, clock } = answering(limited({ headers }), taken());
  const hour = 3_600_001;
  let error = await assertRejects(() => post("1"), SinkError, "429");
  assertEquals(error.wait, hour);
  await clock.advance(hour - 90_000);
  error = await assertRejects(() => post("1"), SinkError, "429");
  assertEquals(error.wait, 90_000);
  await clock.advance(30_000);
  assertEquals(await post("1"), true);
  assertEquals(at, [0, hour]);
});

Deno.test("Sink.post() waits when the last one was the last that may come", async () => {
  const rest = (remaining: number, after: number) =>
    new Response(null, {
      status: 204,
      headers: {
        "X-RateLimit-Remaining": `${remaining}`,
        "X-RateLimit-Reset-After": `${after}`,
      },
    });
  const { post, at } = answering(rest(1, 2), rest(0, 1.5), taken());
  await post("1", "2", "3");
  assertEquals(at, [0, 0, 1_501]);
});

Deno.test("Sink.post() tries again after failures that may pass", async () => {
  const { post, at } = answering(
    new TypeError("no network"),
    new Response(null, { status: 503 }),
    taken(),
  );
  assertEquals(await post("1"), true);
  assertEquals(at, [0, 500, 1_500]);
});

Deno.test("Sink.post() gives up after five attempts, and tells no address", async () => {
  const { post, at } = answering(
    ...Array<Answer>(5).fill(() => new Response(null, { status: 502 })),
  );
  const error = await assertRejects(() => post("1"), SinkError);
  assertEquals(error.message, "Cannot send to the sink: 502. Try again later");
  assertEquals(at.length, 5);
});

Deno.test("Sink.post() fails at once where the webhook is gone", async () => {
  for (const status of [401, 403, 404]) {
    const { post, at } = answering(new Response(null, { status }));
    await assertRejects(() => post("1"), SinkError, `${status}`);
    assertEquals(at.length, 1);
  }
});

Deno.test("Sink.post() leaves out what the sink never takes", async () => {
  for (const status of [400, 413, 422]) {
    const { post, at } = answering(new Response(null, { status }));
    assertEquals(await post("1"), false);
    assertEquals(at.length, 1);
  }
});

Deno.test("Sink.post() does not wait for ever for an answer", async () => {
  let aborted = 0;
  const { post, at, clock } = answering(
    ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener("abort", () => {
          aborted++;
          reject(signal.reason);
        })
      ),
    taken(),
  );
  assertEquals(await post("1"), true);
  assertEquals(at, [0, 30_500]);
  assertEquals(aborted, 1);
  assertEquals(clock.pending, 0);
});

Deno.test("Sink.post() takes no redirect for a success", async () => {
  const { post, requests } = answering(
    new Response(null, { status: 301, headers: { Location: "/new" } }),
  );
  await assertRejects(() => post("1"), SinkError, "301");
  assertEquals(requests[0]?.redirect, "manual");
});

Deno.test("Sink refuses an address that is none, and tells nothing of it", () => {
  const missing: unknown = undefined;
  const wrong = [
    "sink.example/secret",
    "",
    "file:///secret",
    "javascript:secret",
  ];
  for (const url of [...wrong, missing as string]) {
    const { message } = assertThrows(() => new Sink(url), TypeError);
    assertEquals(
      message,
      "Cannot use 'url': it must begin with https:// or http://",
    );
  }
});

Deno.test("Sink.send() refuses at the call what no attempt could send", () => {
  const sink = new Sink("https://sink.example/hook/1", {
    fetch: () => Promise.reject(new Error("nothing may be sent")),
  });
  const ring: { self?: unknown } = {};
  ring.self = ring;
  const wrong: { [name: string]: readonly unknown[] } = {
    key: ["", "ä", "a\nb", undefined],
    body: [ring, 5n, () => {}, Symbol("a")],
    rest: ["/..", "/messages/../5", "/messages/%2E%2e", "\\..\\5", "/./5"],
    method: ["GET", "post"],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const request = { key: "k", [name]: value } as SinkRequest;
      assertThrows(() => sink.send(request), TypeError, `'${name}'`);
    }
  }
});

Deno.test("Sink.post() obeys dates, and what makes no sense as far as it can", async () => {
  const limit = (wait: string) => limited({ headers: { "Retry-After": wait } });
  const clock = new VirtualClock();
  const date = new Date(clock.now() + 3_600_000).toUTCString();
  const wait = async (asked: string) => {
    const { post } = answering(limit(asked));
    return (await assertRejects(() => post("1"), SinkError)).wait;
  };
  const hour = await wait(date);
  assert(hour > 3_590_000 && hour <= 3_600_001, `${hour}`);
  assertEquals(await wait("1e999"), 86_400_001);
  const { post, at } = answering(limit("-1"), taken());
  await post("1");
  assertEquals(at, [0, 5_001]);
});

Deno.test("Sink.post() gives up where it is told to wait again and again", async () => {
  const { post, at } = answering(
    ...Array<Answer>(5).fill(() => limited({ body: '{"retry_after":30}' })),
  );
  await assertRejects(() => post("1"), SinkError, "429");
  assertEquals(at.length, 5);
});

Deno.test("Sink.send() uses its method, and the rest of the address", async () => {
  const requests: Request[] = [];
  const sink = new Sink("https://sink.example/hook/1?thread_id=7", {
    fetch: (request) => {
      requests.push(request);
      const status = requests.length === 3 ? 404 : 200;
      return Promise.resolve(new Response('{"id":"5"}', { status }));
    },
  });
  const send = (request: Omit<SinkRequest, "key">) =>
    lastValueFrom(sink.send({ key: "k", ...request }));
  assertEquals(await send({ rest: "?wait=true", body: { content: "a" } }), {
    isTaken: true,
    status: 200,
    text: '{"id":"5"}',
  });
  await send({ method: "PATCH", rest: "/messages/5", body: { content: "b" } });
  const gone = await send({ method: "DELETE", rest: "/messages/5" });
  await send({ method: "PATCH", rest: "/messages/5?wait=true&thread_id=8" });
  assertEquals(gone.isTaken, false);
  assertEquals(requests.map(({ method, url }) => `${method} ${url}`), [
    "POST https://sink.example/hook/1?thread_id=7&wait=true",
    "PATCH https://sink.example/hook/1/messages/5?thread_id=7",
    "DELETE https://sink.example/hook/1/messages/5?thread_id=7",
    "PATCH https://sink.example/hook/1/messages/5?thread_id=8&wait=true",
  ]);
  assertEquals(await requests[1]?.json(), { content: "b" });
  assertEquals(requests[2]?.headers.get("Content-Type"), null);
});

Deno.test("Sink.post() waits for no time that makes no sense", async () => {
  const bodies = ["null", "7", '{"retry_after":{}}', '{"retry_after":[9e9]}'];
  for (const body of [...bodies, '{"retry_after":-5}', '{"retry_after":"x"}']) {
    const { post, at } = answering(limited({ body }), taken());
    assertEquals(await post("1"), true);
    assertEquals(at, [0, 5_001], body);
  }
});
