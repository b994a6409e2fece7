/**
 * What only a real server shows: redirects, aborts and broken connections.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertFalse,
  assertInstanceOf,
  assertRejects,
} from "@std/assert";
import { BadResponse, InvalidJsonError, NoResponse } from "@rxgroupme/client";
import { VirtualClock } from "@rxgroupme/client/testing";
import { lastValueFrom, type Observable } from "rxjs";
import { remote } from "../../lib/transport/remote.ts";
import { Session, type SessionOptions } from "../../lib/transport/session.ts";
import { deserted, Loopback, RawLoopback } from "../support/loopback.ts";
import { enveloped } from "../support/script.ts";

const TOKEN = "s3cret~token!(1)*'2'";

/** A session of a server that stands for all of GroupMe's. */
function sessionAt(
  api: string,
  options: Partial<SessionOptions> = {},
): Session {
  return new Session({
    token: TOKEN,
    baseUrls: { api },
    retry: false,
    ...options,
  });
}

function get(session: Session, path = "/x"): Observable<unknown> {
  return session.request({ path, read: (answer) => answer });
}

/** All that an error and the causes under it tell. */
function wordsOf(error: unknown): string {
  const words = [];
  for (let it = error; it instanceof Error; it = it.cause) {
    words.push(it.message, it.stack, Deno.inspect({ ...it }, { depth: 9 }));
  }
  return words.join("\n");
}

for (const auth of ["header", "query"] as const) {
  Deno.test(`Session.request() reaches a server, its token as ${auth}`, async () => {
    await using server = new Loopback(() => enveloped({ id: "1" }));
    const answer = await lastValueFrom(
      get(sessionAt(server.origin, { auth }), "/users/me?a=b"),
    );
    assertEquals(answer, { id: "1" });
    const [asked] = server.asked;
    assert(asked);
    const { pathname, searchParams } = asked.url;
    assertEquals(pathname, "/users/me");
    assertEquals(searchParams.get("a"), "b");
    const inHeader = asked.headers.get("X-Access-Token");
    const inQuery = searchParams.get("token");
    assertEquals(
      [inHeader, inQuery],
      auth === "header" ? [TOKEN, null] : [null, TOKEN],
    );
    assertEquals(asked.headers.get("Authorization"), null);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    Deno.test(`Session.request() follows no ${status}, its token as ${auth}`, async () => {
      await using elsewhere = new Loopback(() => enveloped("stolen"));
      await using server = new Loopback(() =>
        new Response(null, {
          status,
          headers: { Location: `${elsewhere.origin}/x?token=${TOKEN}` },
        })
      );
      const session = sessionAt(server.origin, { auth });
      const error = await assertRejects(
        () => lastValueFrom(get(session)),
        BadResponse,
        "redirect",
      );
      assertEquals(error.status, status);
      assertEquals(elsewhere.asked, []);
      assertFalse(wordsOf(error).includes("s3cret"), wordsOf(error));
    });
  }

  Deno.test(`Session.request() fetches what is elsewhere without its token as ${auth}`, async () => {
    await using images = new Loopback(() => new Response("picture"));
    await using links = new Loopback(() => Response.redirect(images.origin));
    await using server = new Loopback(() => enveloped(null));
    const session = sessionAt(server.origin, {
      auth,
      headers: { "X-Verify-Token": TOKEN },
    });
    const blob = await lastValueFrom(session.request({
      remote: remote(`${links.origin}/picture.png`, true),
      responseType: "bytes",
      read: (answer) => answer as Blob,
    }));
    assertEquals(await blob.text(), "picture");
    for (const { url, headers } of [...links.asked, ...images.asked]) {
      assertFalse(url.href.includes("s3cret"));
      assertFalse(Deno.inspect([...headers]).includes("s3cret"));
    }
    assertEquals([links.asked.length, images.asked.length], [1, 1]);
    assertEquals(server.asked, []);
  });

  Deno.test(`Session.request() reveals its token nowhere as ${auth} without a server`, async () => {
    const activities: unknown[] = [];
    const session = sessionAt(deserted(), { auth });
    session.activity$.subscribe((activity) => activities.push(activity));
    const error = await assertRejects(
      () => lastValueFrom(get(session)),
      NoResponse,
    );
    assertInstanceOf(error.cause, Error);
    const words = wordsOf(error) + Deno.inspect(activities, { depth: 9 });
    assertFalse(words.includes("s3cret"), words);
    // So that this fails where a runtime does put the address there.
    if (auth === "query") assert(words.includes("token=***"), words);
  });
}

Deno.test("Session.request() aborts at the server when it is left before an answer", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const session = sessionAt(`http://127.0.0.1:${listener.addr.port}`);
  const asking = get(session).subscribe();
  using connection = await listener.accept();
  const buffer = new Uint8Array(65_536);
  assert(await connection.read(buffer));
  asking.unsubscribe();
  assertEquals(await connection.read(buffer).catch(() => null), null);
});

Deno.test("Session.request() aborts at the server when it is left in the middle of a body", async () => {
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>();
  await using server = new Loopback(() =>
    new Response(
      new ReadableStream({
        start: (controller) =>
          controller.enqueue(new TextEncoder().encode('{"response":{"id"')),
        cancel: () => cancel(),
      }),
    )
  );
  const session = sessionAt(server.origin);
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  session.activity$.subscribe(({ type }) => type === "response" && begin());
  const asking = get(session).subscribe();
  await begun;
  asking.unsubscribe();
  await cancelled;
});

Deno.test("Session.request() aborts at the server what takes too long in its body", async () => {
  const clock = new VirtualClock();
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>();
  await using server = new Loopback(() =>
    new Response(new ReadableStream({ cancel: () => cancel() }))
  );
  const session = sessionAt(server.origin, { scheduler: clock, auth: "query" });
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  session.activity$.subscribe(({ type }) => type === "response" && begin());
  const failing = assertRejects(
    () => lastValueFrom(get(session)),
    NoResponse,
    "no whole answer within 30000 ms",
  );
  await begun;
  await clock.advance(30_000);
  await cancelled;
  assertFalse(wordsOf(await failing).includes("s3cret"));
  assertEquals(clock.pending, 0);
});

const BODY = '{"response":{"id":"1"},"meta":{"code":200}}';

for (
  const [name, answer, Kind, words] of [
    ["no answer at all", "", NoResponse, "no answer"],
    ["half a header", "HTTP/1.1 200 OK\r\nConte", NoResponse, "no answer"],
    [
      "a body that is cut",
      `HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n${BODY}`,
      NoResponse,
      "the answer broke off",
    ],
    [
      "chunks that are cut",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
      `${BODY.length.toString(16)}\r\n${BODY}\r\n`,
      NoResponse,
      "the answer broke off",
    ],
    [
      "JSON that is cut behind a right length",
      `HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n${BODY.slice(0, 20)}`,
      InvalidJsonError,
      "no whole JSON",
    ],
  ] as const
) {
  Deno.test(`Session.request() takes ${name} for a failure, and never for an end`, async () => {
    await using server = new RawLoopback(answer);
    const error = await assertRejects(
      () => lastValueFrom(get(sessionAt(server.origin, { auth: "query" }))),
      Kind,
      words,
    );
    assertFalse(wordsOf(error).includes("s3cret"), wordsOf(error));
    assertEquals(error.request?.url, `${server.origin}/x`);
  });
}

Deno.test("Session.request() reads a whole body behind no length", async () => {
  await using server = new RawLoopback(`HTTP/1.1 200 OK\r\n\r\n${BODY}`);
  const answer = await lastValueFrom(get(sessionAt(server.origin)));
  assertEquals(answer, { id: "1" });
});

Deno.test("Session.request() takes a 304 for null", async () => {
  await using server = new RawLoopback("HTTP/1.1 304 Not Modified\r\n\r\n");
  assertEquals(await lastValueFrom(get(sessionAt(server.origin))), null);
});

Deno.test("Session.request() sends bytes as they are, a stream of them too", async () => {
  const bodies: [string | null, Uint8Array][] = [];
  await using server = new Loopback(async (request) => {
    const type = request.headers.get("Content-Type");
    bodies.push([type, await request.bytes()]);
    return enveloped(null);
  });
  const session = sessionAt(server.origin);
  const bytes = new Uint8Array([0, 1, 254, 255]);
  const all = [
    [bytes, "image/png"],
    [bytes.buffer, "image/png"],
    [new Blob([bytes], { type: "image/gif" }), undefined],
    [new Blob([bytes]).stream(), "image/png"],
  ] as const;
  for (const [body, contentType] of all) {
    await lastValueFrom(session.request({
      method: "POST",
      path: "/pictures",
      body,
      contentType,
      read: (answer) => answer,
    }));
  }
  assertEquals(bodies, [
    ["image/png", bytes],
    ["image/png", bytes],
    ["image/gif", bytes],
    ["image/png", bytes],
  ]);
});
