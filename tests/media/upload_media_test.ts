import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  BadResponse,
  Forbidden,
  ImageAttachment,
  MissingResponseError,
  NoResponse,
} from "@rxgroupme/client";
import { uploadMedia } from "@rxgroupme/client/media";
import { lastValueFrom, toArray } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { GROUP, linesOf, recorder } from "./wire.ts";

const BYTES = new Uint8Array(300).map((_, index) => index);
const PICTURE = new Blob([BYTES], { type: "image/jpeg" });
const SIZE = { width: 1440, height: 1080, extension: "jpg" };

const plainUrl =
  "https://cdn2.groupme.com/uploads/6f1d0c9ab27e4f53/original.jpg";
const uploadUrl = `${plainUrl}?sv=demo&sp=cw&sig=the%2Bsignature`;
const renderUrl =
  "https://m.groupme.com/uploads/6f1d0c9ab27e4f53/1440x1080.original.jpg";

const me = () => envelope({ id: "41870263" });
const slot = (uploadTo = uploadUrl) =>
  Response.json({
    uploadUrl: uploadTo,
    renderUrl,
    thumbnailUrl: null,
    transcriptUrl: null,
  });
const written = () => new Response(null, { status: 201 });

Deno.test("uploadMedia() asks for a slot, writes it without a token, and emits the attachment", async () => {
  const here = recorder([me(), slot(), written()], {
    headers: { "x-extra": "ours" },
  });
  const uploaded = uploadMedia(here.client, PICTURE, {
    ...SIZE,
    groupId: GROUP,
  });
  assertEquals(here.sent, []);
  const image = await lastValueFrom(uploaded);
  assertEquals(image, new ImageAttachment({ url: renderUrl }));
  assertEquals(linesOf(here), [
    "GET https://api.groupme.com/v3/users/me",
    "POST https://m.groupme.com/uploads",
    `PUT ${uploadUrl}`,
  ]);
  const [, ask, put] = here.sent;
  assertEquals(
    await ask?.body.text(),
    `{"extension":"jpg","senderId":"41870263","groupId":"${GROUP}","fileSize":300,"width":1440,"height":1080}`,
  );
  assertEquals(ask?.headers.get("x-access-token"), "secret");
  assertEquals([...put?.headers ?? []], [
    ["content-type", "image/jpeg"],
    ["x-ms-blob-type", "BlockBlob"],
  ]);
  assertEquals(await put?.body.bytes(), BYTES);
});

Deno.test("uploadMedia() sends no token to the other host, wherever the token goes and whatever has its origin", async () => {
  const origin = "http://127.0.0.1:8787";
  for (const auth of ["header", "query"] as const) {
    const { client, sent } = recorder(
      [me(), slot(`${origin}/cdn2/uploads/1/original.jpg?sig=x`), written()],
      { auth, baseUrls: origin },
    );
    await lastValueFrom(uploadMedia(client, PICTURE, SIZE));
    const { line, headers } = sent[2]!;
    assertEquals(line, `PUT ${origin}/cdn2/uploads/1/original.jpg?sig=x`);
    assertEquals(headers.get("x-access-token"), null);
    assert(!JSON.stringify([...headers]).includes("secret"));
  }
});

Deno.test("uploadMedia() writes again into a fresh slot, never into the old one", async () => {
  const failures = [
    new TypeError("connection reset"),
    new Response("<?xml?>", { status: 503 }),
  ];
  for (const failure of failures) {
    const fresh = uploadUrl.replace("6f1d", "aaaa");
    const here = recorder([me(), slot(), failure, slot(fresh), written()], {
      retry: { attempts: 3 },
    });
    const images = await here.clock.until(
      lastValueFrom(
        uploadMedia(here.client, PICTURE, SIZE).pipe(toArray()),
      ),
    );
    assertEquals(images.length, 1);
    assertEquals(linesOf(here).slice(1), [
      "POST https://m.groupme.com/uploads",
      `PUT ${uploadUrl}`,
      "POST https://m.groupme.com/uploads",
      `PUT ${fresh}`,
    ]);
    assertEquals((await here.sent[4]!.body.bytes()).length, 300);
  }
});

Deno.test("uploadMedia() tells nobody the signature of a slot", async () => {
  const told: unknown[] = [];
  const { client } = recorder([
    me(),
    slot(),
    () => {
      throw new TypeError(`error sending request for ${uploadUrl}`);
    },
  ]);
  client.activity$.subscribe((activity) => told.push(activity));
  const error = await assertRejects(
    () => lastValueFrom(uploadMedia(client, PICTURE, SIZE)),
    NoResponse,
  );
  assertEquals(error.request, { method: "PUT", url: plainUrl });
  const text = Deno.inspect([error, error.cause, told], { depth: 9 });
  assert(text.includes("/uploads/6f1d0c9ab27e4f53/original.jpg"), text);
  assert(!text.includes("sig="), text);
});

Deno.test("uploadMedia() errors with the refusal of either host", async () => {
  const first = recorder([me(), new Response("{}", { status: 400 })]);
  await assertRejects(
    () => lastValueFrom(uploadMedia(first.client, PICTURE, SIZE)),
    BadResponse,
  );
  const { client, sent } = recorder(
    [
      me(),
      slot(),
      new Response("<Error>AuthenticationFailed", { status: 403 }),
    ],
    { retry: { attempts: 5 } },
  );
  await assertRejects(
    () => lastValueFrom(uploadMedia(client, PICTURE, SIZE)),
    Forbidden,
  );
  assertEquals(sent.length, 3);
});

Deno.test("uploadMedia() errors where the answer lacks an address, or names a private or no web one", async () => {
  for (const lacking of [{}, { uploadUrl }, { renderUrl, uploadUrl: null }]) {
    const { client, sent } = recorder([me(), Response.json(lacking)]);
    await assertRejects(
      () => lastValueFrom(uploadMedia(client, PICTURE, SIZE)),
      MissingResponseError,
    );
    assertEquals(sent.length, 2);
  }
  const odd = ["http://169.254.169.254/x?sig=s3", "file:///etc/passwd", "x?s3"];
  for (const at of [...odd, "", "https://a:s3@cdn2.groupme.com/x"]) {
    const { client, sent } = recorder([me(), slot(at)]);
    const error = await assertRejects(
      () => lastValueFrom(uploadMedia(client, PICTURE, SIZE)),
      MissingResponseError,
      "no URL to write to",
    );
    assertEquals(sent.length, 2);
    assert(!Deno.inspect(error).includes("s3"));
  }
});

Deno.test("uploadMedia() sends the bytes along no redirect", async () => {
  const location = "http://192.168.0.1/take";
  const { client, sent } = recorder([
    me(),
    slot(),
    new Response(null, { status: 307, headers: { location } }),
  ]);
  await assertRejects(
    () => lastValueFrom(uploadMedia(client, PICTURE, SIZE)),
    BadResponse,
    "a redirect",
  );
  assertEquals(sent.length, 3);
});

Deno.test("uploadMedia() refuses what it cannot send, before any request", () => {
  const { client, sent } = recorder([]);
  const wrong = [
    { ...SIZE, width: 0 },
    { ...SIZE, height: 1.5 },
    { ...SIZE, extension: "" },
    { ...SIZE, groupId: "" },
  ];
  const names = ["width", "height", "extension.length"];
  for (const [index, options] of wrong.entries()) {
    assertThrows(
      () => uploadMedia(client, PICTURE, options),
      Error,
      `'${names[index] ?? "groupId"}'`,
    );
  }
  assertThrows(() => uploadMedia(client, new Blob([]), SIZE), RangeError);
  const text = "picture" as unknown as Blob;
  assertThrows(() => uploadMedia(client, text, SIZE), TypeError, "'source'");
  assertEquals(sent, []);
});

Deno.test("uploadMedia() aborts the write once unsubscribed", async () => {
  let signal: AbortSignal | undefined;
  const { client, clock } = recorder([], {
    fetch: (request) => {
      if (request.method === "GET") return Promise.resolve(me());
      if (request.method === "POST") return Promise.resolve(slot());
      signal = request.signal;
      return new Promise(() => {});
    },
  });
  const writing = uploadMedia(client, PICTURE, SIZE).subscribe();
  await clock.advance(1);
  assertEquals(signal?.aborted, false);
  writing.unsubscribe();
  assertEquals(signal?.aborted, true);
});

Deno.test("uploadMedia() gives up a write that takes longer than the client's timeout", async () => {
  const { client, clock } = recorder(
    [me(), slot(), () => new Promise<Response>(() => {})],
    { timeout: 5_000 },
  );
  await assertRejects(
    () => clock.until(lastValueFrom(uploadMedia(client, PICTURE, SIZE))),
    NoResponse,
    "no whole answer within 5000 ms",
  );
});
