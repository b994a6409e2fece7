import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { BadResponse, FileAttachment, NotFound } from "@rxgroupme/client";
import { files } from "@rxgroupme/client/media";
import { lastValueFrom } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { FILE, FILES, GROUP, linesOf, recorder } from "./wire.ts";

const BYTES = new Uint8Array(300).map((_, index) => index);
const MB = 1024 * 1024;

const row = {
  file_id: FILE,
  meta: 200,
  file_data: { file_name: "tides.pdf", file_size: 11159, mime_type: "" },
};

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

Deno.test("Files.download() reads 256 MiB at most", async () => {
  let left = 65;
  const chunk = new Uint8Array(4 * MB);
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      controller.enqueue(chunk);
      if (--left === 0) controller.close();
    },
  });
  const { client } = recorder([new Response(source)]);
  await assertRejects(
    () => lastValueFrom(files(client, GROUP).download(FILE)),
    BadResponse,
    "more than 268435456 bytes",
  );
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
