import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  BadResponse,
  FileAttachment,
  MissingResponseError,
  NotFound,
  ResultsNotReady,
} from "@rxgroupme/client";
import { files } from "@rxgroupme/client/media";
import { lastValueFrom } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { refusal } from "../support/scripted.ts";
import {
  begun,
  done,
  FILE,
  FILES,
  fileStatus,
  GROUP,
  linesOf,
  recorder,
  working,
} from "./wire.ts";

const BYTES = new Uint8Array(300).map((_, index) => index);
const PDF = new Blob([BYTES], { type: "application/pdf" });
const MB = 1024 * 1024;

const row = {
  file_id: FILE,
  meta: 200,
  file_data: { file_name: "tides.pdf", file_size: 11159, mime_type: "" },
};

Deno.test("Files.upload() sends the bytes, asks for the job, and emits the file", async () => {
  const here = recorder([begun(), working, done]);
  const { client, clock, sent } = here;
  const uploaded = files(client, GROUP).upload(PDF, { name: "low tide.pdf" });
  assertEquals(sent, []);
  const file = await clock.until(lastValueFrom(uploaded));
  assertEquals(linesOf(here), [
    `POST ${FILES}/${GROUP}/files?name=low%20tide.pdf`,
    `GET ${fileStatus()}`,
    `GET ${fileStatus()}`,
  ]);
  const [upload] = sent;
  assertEquals(upload?.headers.get("content-type"), "application/pdf");
  assertEquals(await upload?.body.bytes(), BYTES);
  assert(sent.every(({ headers }) => headers.get("x-access-token")));
  assertEquals(
    [file.id, file.name, file.size, file.contentType, file.status],
    [FILE, "low tide.pdf", 300, "application/pdf", 200],
  );
  assertEquals(file.toAttachment(), new FileAttachment({ fileId: FILE }));
  assertEquals(file.toJSON(), file.data);
});

Deno.test("Files.upload() takes bytes and streams, and an options' media type", async () => {
  const sources = {
    "application/octet-stream": BYTES,
    "text/plain": PDF,
    "text/csv": new Response(BYTES).body!,
    "image/png": BYTES.buffer,
  };
  for (const [contentType, source] of Object.entries(sources)) {
    const { client, sent } = recorder([begun(), done()]);
    const name = "tides.csv";
    const options = source === BYTES ? { name } : { name, contentType };
    const file = await lastValueFrom(
      files(client, GROUP).upload(source, options),
    );
    assertEquals(file.contentType, contentType);
    assertEquals(file.size, 300);
    assertEquals(sent[0]?.headers.get("content-type"), contentType);
    assertEquals(await sent[0]?.body.bytes(), BYTES);
  }
});

Deno.test("Files.upload() sends the bytes of a stream again after a lost answer, without reading it twice", async () => {
  const { client, clock, sent } = recorder(
    [new TypeError("lost"), refusal(503), begun(), done()],
    { retry: { attempts: 3 } },
  );
  let pulled = 0;
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(BYTES);
      if (++pulled === 2) controller.close();
    },
  });
  const uploaded = files(client, GROUP).upload(source, { name: "a" });
  assertEquals(source.locked, false);
  const file = await clock.until(lastValueFrom(uploaded));
  assertEquals([file.size, pulled], [600, 2]);
  for (const { body } of sent.slice(0, 3)) {
    assertEquals((await body.bytes()).length, 600);
  }
});

Deno.test("Files.upload() subscribed to again uploads again, a stream from its kept bytes", async () => {
  const here = recorder([begun(), done(), begun(), done("complete")]);
  const source = new Response(BYTES).body!;
  const uploaded = files(here.client, GROUP).upload(source, { name: "a" });
  await lastValueFrom(uploaded);
  assertEquals((await lastValueFrom(uploaded)).size, 300);
  assertEquals(here.sent.length, 4);
});

Deno.test("Files.upload() asks at once, then after 1, 2, 4, 5 and 5 s", async () => {
  const times: number[] = [];
  const start = recorder([
    begun,
    ...Array.from({ length: 6 }, () => () => {
      times.push(start.clock.now() - from);
      return times.length < 6 ? Response.json({ status: "started" }) : done();
    }),
  ]);
  const { client, clock } = start;
  const from = clock.now();
  await clock.until(
    lastValueFrom(files(client, GROUP).upload(PDF, { name: "a" })),
  );
  assertEquals(times, [0, 1_000, 3_000, 7_000, 12_000, 17_000]);
});

Deno.test("Files.upload() keeps to a longer interval", async () => {
  const times: number[] = [];
  const start = recorder([
    begun,
    ...Array.from({ length: 3 }, () => () => {
      times.push(start.clock.now() - from);
      return times.length < 3 ? working() : done();
    }),
  ]);
  const { client, clock } = start;
  const from = clock.now();
  const options = { name: "a", interval: 8_000 };
  await clock.until(lastValueFrom(files(client, GROUP).upload(PDF, options)));
  assertEquals(times, [0, 8_000, 16_000]);
});

Deno.test("Files.upload() errors with ResultsNotReady when the time is up, whatever word comes", async () => {
  const { client, clock, sent } = recorder([
    begun,
    ...Array.from(
      { length: 60 },
      (_, n) => () =>
        n % 2
          ? working()
          : Response.json({ status: "scanning", file_id: FILE }),
    ),
  ]);
  const from = clock.now();
  const uploaded = files(client, GROUP).upload(PDF, { name: "a" });
  const error = await assertRejects(
    () => clock.until(lastValueFrom(uploaded)),
    ResultsNotReady,
    "Cannot upload: not ready within 120000 ms",
  );
  assertEquals(error.name, "ResultsNotReady");
  assertEquals(clock.now() - from, 120_000);
  const before = sent.length;
  await clock.advance(60_000);
  assertEquals(sent.length, before);
});

Deno.test("Files.upload() limits each attempt to send the bytes by the same time", async () => {
  const { client, clock } = recorder([() => new Promise<Response>(() => {})]);
  const uploaded = files(client, GROUP)
    .upload(PDF, { name: "a", timeout: 90_000 });
  await assertRejects(
    () => clock.until(lastValueFrom(uploaded)),
    Error,
    "no whole answer within 90000 ms",
  );
});

Deno.test("Files.upload() takes the job alone out of a status_url, wherever it leads", async () => {
  const elsewhere = "https://evil.example/steal?to=me&job=j%2F1#x";
  const here = recorder([begun(elsewhere), done()]);
  await lastValueFrom(files(here.client, GROUP).upload(PDF, { name: "a" }));
  assertEquals(
    linesOf(here)[1],
    `GET ${FILES}/${GROUP}/uploadStatus?job=j%2F1`,
  );
});

Deno.test("Files.upload() errors where the answer names no job or no file", async () => {
  for (const status_url of ["", "https://x.invalid", "?job=", "%"]) {
    const { client } = recorder([begun(status_url)]);
    await assertRejects(
      () => lastValueFrom(files(client, GROUP).upload(PDF, { name: "a" })),
      MissingResponseError,
      "no job in it",
    );
  }
  const { client } = recorder([begun(), Response.json({ status: "complete" })]);
  await assertRejects(
    () => lastValueFrom(files(client, GROUP).upload(PDF, { name: "a" })),
    MissingResponseError,
    "no file_id in it",
  );
});

Deno.test("Files.upload() refuses what GroupMe would, before any request", () => {
  const { client, sent } = recorder([]);
  const here = files(client, GROUP);
  const large = new Blob([new Uint8Array(50 * MB), "x"]);
  assertThrows(
    () => here.upload(large, { name: "a" }),
    RangeError,
    "it must have 52428800 bytes at most",
  );
  assertThrows(() => here.upload(PDF, { name: " " }), RangeError, "name");
  for (const wrong of ["tides", null, 7, {}]) {
    assertThrows(
      () => here.upload(wrong as unknown as Blob, { name: "a" }),
      TypeError,
      "'source'",
    );
  }
  for (const time of ["timeout", "interval"]) {
    assertThrows(
      () => here.upload(PDF, { name: "a", [time]: 0 }),
      RangeError,
      time,
    );
  }
  assertThrows(() => files(client, " "), TypeError);
  assertThrows(() => files(client, {} as { groupId: string }), TypeError);
  assertEquals(sent, []);
});

Deno.test("Files.upload() reads no more of a stream than GroupMe takes, and sends nothing then", async () => {
  const { client, sent } = recorder([]);
  let given = 0;
  let isCancelled = false;
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given++;
      controller.enqueue(new Uint8Array(10 * MB));
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  await assertRejects(
    () => lastValueFrom(files(client, GROUP).upload(source, { name: "a" })),
    RangeError,
    "52428800 bytes at most",
  );
  assert(given <= 9, `${given} chunks`);
  assert(isCancelled);
  assertEquals(sent, []);
});

Deno.test("Files.upload() cancels a stream, aborts a request, and asks no more once unsubscribed", async () => {
  let isCancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    cancel: () => {
      isCancelled = true;
    },
  });
  const { client, clock, sent } = recorder([begun, working, working]);
  const here = files(client, GROUP);
  const reading = here.upload(endless, { name: "a" }).subscribe();
  await clock.advance(1);
  reading.unsubscribe();
  await clock.advance(1);
  assertEquals([isCancelled, sent.length], [true, 0]);
  const waiting = here.upload(PDF, { name: "a" }).subscribe();
  await clock.advance(500);
  assertEquals(sent.length, 2);
  waiting.unsubscribe();
  await clock.advance(600_000);
  assertEquals(sent.length, 2);

  let signal: AbortSignal | undefined;
  const hanging = recorder([], {
    fetch: (request) => {
      signal = request.signal;
      return new Promise(() => {});
    },
  });
  const sending = files(hanging.client, GROUP).upload(PDF, { name: "a" })
    .subscribe();
  await hanging.clock.advance(1);
  assertEquals(signal?.aborted, false);
  sending.unsubscribe();
  assertEquals(signal?.aborted, true);
});

Deno.test("Files.info() describes files, also odd rows of them", async () => {
  const here = recorder([
    Response.json([
      row,
      null,
      "odd",
      { file_id: "none", meta: 404 },
      { meta: "?", file_data: [] },
    ]),
  ]);
  const found = await lastValueFrom(
    files(here.client, GROUP).info(FILE, "none"),
  );
  assertEquals(
    found.map(({ id, name, size, contentType, status }) => [
      id,
      name,
      size,
      contentType,
      status,
    ]),
    [
      [FILE, "tides.pdf", 11159, undefined, 200],
      ["none", undefined, undefined, undefined, 404],
      ["", undefined, undefined, undefined, undefined],
    ],
  );
  assertEquals(found[0]?.data, row);
  assertEquals(linesOf(here), [`POST ${FILES}/${GROUP}/fileData`]);
  assertEquals(
    await here.sent[0]?.body.text(),
    JSON.stringify({ file_ids: [FILE, "none"] }),
  );
});

Deno.test("Files.info() asks nothing without ids, and takes no empty one", async () => {
  const { client, sent } = recorder([]);
  const here = files(client, GROUP);
  assertEquals(await lastValueFrom(here.info()), []);
  assertThrows(() => here.info(FILE, ""), TypeError, "fileIds");
  assertEquals(sent, []);
});

Deno.test("Files.download() takes an attachment or an id", async () => {
  for (const target of [FILE, new FileAttachment({ fileId: FILE })]) {
    const here = recorder([new Response(BYTES)]);
    const data = await lastValueFrom(
      files(here.client, GROUP).download(target),
    );
    assertEquals(await data.bytes(), BYTES);
    assertEquals(linesOf(here), [`GET ${FILES}/${GROUP}/files/${FILE}`]);
  }
});

Deno.test("Files.download() asks once as older clients where GET is not allowed", async () => {
  const here = recorder([
    new Response(null, { status: 405 }),
    new Response(BYTES),
  ]);
  const data = await lastValueFrom(files(here.client, GROUP).download(FILE));
  assertEquals(data.size, 300);
  const path = `${FILES}/${GROUP}/files/${FILE}`;
  assertEquals(linesOf(here), [`GET ${path}`, `POST ${path}`]);
  const never = recorder([
    new Response(null, { status: 405 }),
    new Response(null, { status: 405 }),
  ]);
  const error = await assertRejects(
    () => lastValueFrom(files(never.client, GROUP).download(FILE)),
    BadResponse,
  );
  assertEquals([error.status, never.sent.length], [405, 2]);
});

Deno.test("Files.download() errors with NotFound where the conversation has no such file", async () => {
  const { client, sent } = recorder([new Response(null, { status: 404 })]);
  await assertRejects(
    () => lastValueFrom(files(client, GROUP).download(FILE)),
    NotFound,
  );
  assertEquals(sent.length, 1);
  assertThrows(() => files(client, GROUP).download(""), TypeError, "fileId");
  const none = new FileAttachment({} as { fileId: string });
  assertThrows(() => files(client, GROUP).download(none), TypeError, "fileId");
});

Deno.test("Files.download() follows no redirect, as the token would go along", async () => {
  const location = "https://cdn2.groupme.com/x";
  const { client, sent } = recorder([
    new Response(null, { status: 302, headers: { location } }),
  ]);
  await assertRejects(
    () => lastValueFrom(files(client, GROUP).download(FILE)),
    BadResponse,
    "a redirect",
  );
  assertEquals(sent.length, 1);
});

Deno.test("Files of a chat are asked for by both ids, and one's own is asked for once", async () => {
  const here = recorder([
    envelope({ id: "41870263" }),
    Response.json([row]),
    Response.json([row]),
  ]);
  const chat = files(here.client, { otherUserId: "7305518" });
  assertEquals(here.sent, []);
  await lastValueFrom(chat.info(FILE));
  await lastValueFrom(chat.info(FILE));
  const path = `POST ${FILES}/7305518%2B41870263/fileData`;
  assertEquals(linesOf(here), [
    "GET https://api.groupme.com/v3/users/me",
    path,
    path,
  ]);
});
