import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  DirectMessage,
  FileAttachment,
  ImageAttachment,
  Message,
  NotFound,
} from "@rxgroupme/client";
import { downloadFiles } from "@rxgroupme/client/media";
import { from, lastValueFrom, map, of, toArray } from "rxjs";
import { FILES, GROUP, linesOf, recorder } from "./wire.ts";

const found = (text: string) => () => new Response(text);
const gone = () => new Response(null, { status: 404 });

const FILES_OF_TWO = ["a", "b"].map((file_id) => ({ type: "file", file_id }));

/** A message of the group, as its listing gives it. */
function messageOf(
  { client }: ReturnType<typeof recorder>,
  attachments: readonly object[],
): Message {
  const data = { id: "1", group_id: "7", attachments };
  return new Message(client.groups.messages(GROUP), data as Message["data"]);
}

Deno.test("downloadFiles() downloads each file from the conversation of its message", async () => {
  const here = recorder([found("one"), found("two"), found("three")]);
  const { client } = here;
  const messages = [
    messageOf(here, [
      new ImageAttachment({ url: "https://i.groupme.com/1" }).data,
      ...FILES_OF_TWO,
      { type: "file" },
      { type: "file", file_id: null },
    ]),
    messageOf(here, []),
    new DirectMessage(
      client.chats.messages("7305518"),
      {
        id: "2",
        conversation_id: "7305518+41870263",
        attachments: [{ type: "file", file_id: "c" }],
      } as DirectMessage["data"],
    ),
  ];
  const downloaded = from(messages).pipe(downloadFiles(), toArray());
  assertEquals(here.sent, []);
  const all = await lastValueFrom(downloaded);
  const told = await Promise.all(
    all.map(async ({ attachment, data }) => [
      attachment instanceof FileAttachment && attachment.fileId,
      await data.text(),
    ]),
  );
  assertEquals(told, [["a", "one"], ["b", "two"], ["c", "three"]]);
  assertEquals(linesOf(here), [
    `GET ${FILES}/${GROUP}/files/a`,
    `GET ${FILES}/${GROUP}/files/b`,
    `GET ${FILES}/7305518%2B41870263/files/c`,
  ]);
});

Deno.test("downloadFiles() reads messages of another copy of the library", async () => {
  const here = recorder([found("one")]);
  const { manager } = messageOf(here, []);
  const data = { type: "file", file_id: "a" };
  const attachment = { type: "file", fileId: "a", data, toJSON: () => data };
  const message = { manager, id: "1", attachments: [attachment] };
  const all = await lastValueFrom(
    of(message as unknown as Message).pipe(downloadFiles(), toArray()),
  );
  assertEquals(all.map(({ attachment }) => attachment.fileId), ["a"]);
  assertEquals(linesOf(here), [`GET ${FILES}/${GROUP}/files/a`]);
});

Deno.test("downloadFiles() goes on with the next file, or with what onError makes, where one fails", async () => {
  const here = recorder([gone, found("b"), gone, found("b")]);
  const source = of(messageOf(here, FILES_OF_TWO));
  const kept = await lastValueFrom(
    source.pipe(downloadFiles({ onError: "continue" }), toArray()),
  );
  assertEquals(kept.map(({ attachment }) => attachment.fileId), ["b"]);
  const replaced = await lastValueFrom(
    source.pipe(
      downloadFiles({
        onError: (error, { message, attachment }) =>
          of([error instanceof NotFound, message.id, attachment.fileId]),
      }),
      map((it) => "data" in it ? it.attachment.fileId : it),
      toArray(),
    ),
  );
  assertEquals(replaced, [[true, "1", "a"], "b"]);
});

Deno.test("downloadFiles() errors with the first failure unless told otherwise", async () => {
  const here = recorder([gone, found("b")]);
  const source = of(messageOf(here, FILES_OF_TWO));
  await assertRejects(
    () => lastValueFrom(source.pipe(downloadFiles())),
    NotFound,
  );
  assertEquals(here.sent.length, 1);
  assertThrows(() => downloadFiles({ concurrency: 0 }), RangeError);
});

Deno.test("downloadFiles() downloads as many at a time as it is told, and aborts them once unsubscribed", async () => {
  const signals: AbortSignal[] = [];
  const here = recorder([], {
    fetch: (request) => {
      signals.push(request.signal);
      return new Promise(() => {});
    },
  });
  const source = of(messageOf(here, [...FILES_OF_TWO, ...FILES_OF_TWO]));
  const downloading = source.pipe(downloadFiles({ concurrency: 3 }))
    .subscribe();
  await here.clock.advance(1);
  assertEquals(signals.map(({ aborted }) => aborted), [false, false, false]);
  downloading.unsubscribe();
  assertEquals(signals.map(({ aborted }) => aborted), [true, true, true]);
});
