import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  BadResponse,
  FileAttachment,
  MissingResponseError,
  NotFound,
  ResultsNotReady,
  Unauthorized,
} from "@rxgroupme/client";
import { files } from "@rxgroupme/client/media";
import { lastValueFrom } from "rxjs";
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

Deno.test("Files.upload() errors with the server's refusal, at once and once", async () => {
  const refusals = [
    [404, NotFound],
    [413, BadResponse],
    [401, Unauthorized],
  ] as const;
  for (const [status, Kind] of refusals) {
    const { client, sent } = recorder([refusal(status)], {
      retry: { attempts: 5 },
    });
    const error = await assertRejects(
      () => lastValueFrom(files(client, GROUP).upload(PDF, { name: "a" })),
      Kind,
    );
    assertEquals([error.status, sent.length], [status, 1]);
  }
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
  for (const contentType of ["text/plain\r\nx: 1", "text/plän"]) {
    assertThrows(
      () => here.upload(PDF, { name: "a", contentType }),
      TypeError,
      "'contentType'",
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
