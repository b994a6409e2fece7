import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  BadResponse,
  MissingResponseError,
  ResultsNotReady,
  VideoAttachment,
} from "@rxgroupme/client";
import { videos } from "@rxgroupme/client/media";
import { lastValueFrom } from "rxjs";
import { envelope } from "../support/recorded.ts";
import {
  GROUP,
  linesOf,
  recorder,
  VIDEOS,
  videoStatus,
  working,
} from "./wire.ts";

const BYTES = new Uint8Array(300).map((_, index) => index);
const MOVIE = new File([BYTES], "tide.mov", { type: "video/quicktime" });

const url =
  "https://v.groupme.com/98115240/2025-08-01T12:50:00Z/5b1e77a0.1280x720r0.mp4";
const thumbnail_url = url.replace(".mp4", ".jpg");

const begun = (status_url = videoStatus) => Response.json({ status_url });
const done = () =>
  Response.json({ status: "complete", url, thumbnail_url }, { status: 201 });

Deno.test("Videos.upload() sends a form, asks for the job, and emits the attachment", async () => {
  const here = recorder([begun(), working, done]);
  const { client, clock, sent } = here;
  const uploaded = videos(client, GROUP).upload(MOVIE);
  assertEquals(sent, []);
  const video = await clock.until(lastValueFrom(uploaded));
  assertEquals(linesOf(here), [
    `POST ${VIDEOS}/transcode`,
    `GET ${videoStatus}`,
    `GET ${videoStatus}`,
  ]);
  const [upload, ...questions] = sent;
  assert(upload);
  assertEquals(upload.headers.get("x-conversation-id"), GROUP);
  assertEquals(upload.headers.get("x-access-token"), "secret");
  const form = await upload.body.formData();
  assertEquals([...form.keys()], ["file"]);
  const file = form.get("file");
  assert(file instanceof File);
  assertEquals([file.name, file.type], ["tide.mov", "video/quicktime"]);
  assertEquals(await file.bytes(), BYTES);
  for (const { headers } of questions) {
    assertEquals(headers.get("x-conversation-id"), null);
    assertEquals(headers.get("x-access-token"), "secret");
  }
  assertEquals(video, new VideoAttachment({ url, previewUrl: thumbnail_url }));
});

Deno.test("Videos.upload() sends the form again after a lost answer", async () => {
  const { client, clock, sent } = recorder(
    [new TypeError("lost"), begun(), done()],
    { retry: { attempts: 2 } },
  );
  await clock.until(lastValueFrom(videos(client, GROUP).upload(MOVIE)));
  for (const { body } of sent.slice(0, 2)) {
    const file = (await body.formData()).get("file");
    assertEquals(file instanceof File && file.size, 300);
  }
});

Deno.test("Videos.upload() goes on after a 200, as 201 alone is the end", async () => {
  const { client, clock, sent } = recorder([
    begun(),
    Response.json({ status: "started" }),
    Response.json({ status: "working" }, { status: 202 }),
    done(),
  ]);
  await clock.until(lastValueFrom(videos(client, GROUP).upload(MOVIE)));
  assertEquals(sent.length, 4);
});

Deno.test("Videos.upload() errors with BadResponse for a format that is refused for good", async () => {
  const { client, clock, sent } = recorder(
    [begun(), working(), Response.json({}, { status: 415 }), done()],
    { retry: { attempts: 5 } },
  );
  const error = await assertRejects(
    () => clock.until(lastValueFrom(videos(client, GROUP).upload(MOVIE))),
    BadResponse,
  );
  assertEquals([error.status, sent.length], [415, 3]);
});

Deno.test("Videos.upload() errors with ResultsNotReady when the time is up", async () => {
  const { client, clock } = recorder([
    begun(),
    ...Array.from({ length: 30 }, () => working),
  ]);
  const from = clock.now();
  const options = { timeout: 20_000, interval: 2_000 };
  await assertRejects(
    () =>
      clock.until(lastValueFrom(videos(client, GROUP).upload(MOVIE, options))),
    ResultsNotReady,
    "not ready within 20000 ms",
  );
  assertEquals(clock.now() - from, 20_000);
});

Deno.test("Videos.upload() errors where the answer lacks the job, the video or its picture", async () => {
  const bad = {
    "no job in it": [Response.json({ status_url: VIDEOS })],
    "no status_url in it": [Response.json({})],
    "no url in it": [begun(), Response.json({}, { status: 201 })],
    "no thumbnail_url in it": [
      begun(),
      Response.json({ url }, { status: 201 }),
    ],
  };
  for (const [what, answers] of Object.entries(bad)) {
    const { client } = recorder(answers);
    await assertRejects(
      () => lastValueFrom(videos(client, GROUP).upload(MOVIE)),
      MissingResponseError,
      what,
    );
  }
});

Deno.test("Videos.upload() takes the job alone out of a status_url, wherever it leads", async () => {
  const here = recorder([begun("https://evil.example/status?job=1"), done()]);
  await lastValueFrom(videos(here.client, GROUP).upload(MOVIE));
  assertEquals(linesOf(here)[1], `GET ${VIDEOS}/status?job=1`);
});

Deno.test("Videos.upload() names a chat by both ids", async () => {
  const here = recorder([envelope({ id: "41870263" }), begun(), done()]);
  const chat = videos(here.client, { otherUserId: "7305518" });
  await lastValueFrom(chat.upload(MOVIE));
  assertEquals(
    here.sent[1]?.headers.get("x-conversation-id"),
    "7305518+41870263",
  );
});

Deno.test("Videos.upload() refuses what it cannot send, before any request", () => {
  const { client, sent } = recorder([]);
  const here = videos(client, GROUP);
  for (const wrong of ["movie", undefined, {}]) {
    assertThrows(
      () => here.upload(wrong as unknown as Blob),
      TypeError,
      "'source'",
    );
  }
  assertThrows(() => here.upload(MOVIE, { interval: 0 }), RangeError);
  assertThrows(() => here.upload(MOVIE, { timeout: 1.5 }), RangeError);
  assertThrows(() => videos(client, ""), TypeError);
  assertEquals(sent, []);
});

Deno.test("Videos.upload() aborts and asks no more once unsubscribed", async () => {
  const { client, clock, sent } = recorder([begun(), working, working]);
  const waiting = videos(client, GROUP).upload(MOVIE).subscribe();
  await clock.advance(500);
  assertEquals(sent.length, 2);
  waiting.unsubscribe();
  await clock.advance(600_000);
  assertEquals(sent.length, 2);
});
