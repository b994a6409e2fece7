import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Forbidden, type ImageSource } from "@rxgroupme/client";
import { lastValueFrom, retry } from "rxjs";
import { recorded } from "../../support/recorded.ts";

/** The beginnings of the pictures that people have, and of what else they have. */
const PICTURES = {
  jpeg: "\xff\xd8\xff\xe0\0\x10JFIF\0\x01",
  png: "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
  gif: "GIF89a\x01\0\x01\0\x80\0",
  webp: "RIFF\x24\0\0\0WEBPVP8 ",
  heic: "\0\0\0\x18ftypheic\0\0\0\0",
  avif: "\0\0\0\x1cftypavif\0\0\0\0",
  bmp: "BM\x46\0\0\0\0\0\0\0\x36\0",
  tiff: "II*\0\x08\0\0\0\0\0\0\0",
};
const OTHERS = {
  "text": "just words, no picture",
  "PDF": "%PDF-1.7\n%\xe2\xe3\xcf\xd3",
  "a film": "\0\0\0\x18ftypmp42\0\0\0\0",
  "sound": "RIFF\x24\0\0\0WAVEfmt ",
  "nothing": "",
};

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

const png = bytesOf(PICTURES.png + "\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0");

/** A picture that comes in two parts, once. */
function stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(png.slice(0, 3));
      controller.enqueue(png.slice(3));
      controller.close();
    },
  });
}

for (const [kind, text] of Object.entries(PICTURES)) {
  Deno.test(`Images.upload() takes ${kind}`, async () => {
    const { client, sent } = recorded();
    const picture = await lastValueFrom(client.images.upload(bytesOf(text)));
    assert(picture.url.startsWith("https://i.groupme.com/"));
    assertEquals(picture.picture_url, picture.url);
    const [{ url, headers } = { url: "", headers: new Headers() }] = sent;
    assertEquals(String(url), "https://image.groupme.com/pictures");
    assertEquals(headers.get("Content-Type"), "image/jpeg");
  });
}

for (const [kind, text] of Object.entries(OTHERS)) {
  Deno.test(`Images.upload() refuses ${kind} before any request`, async () => {
    const { client, sent } = recorded();
    const bytes = bytesOf(text);
    const typed = new Blob([bytes], { type: "image/png" });
    for (const source of [bytes, typed, new Response(bytes).body!]) {
      await assertRejects(
        () => lastValueFrom(client.images.upload(source)),
        TypeError,
        "picture",
      );
    }
    assertEquals(sent, []);
  });
}

Deno.test("Images.upload() sends the same bytes, whatever holds them", async () => {
  const sources: ImageSource[] = [
    png,
    png.buffer,
    new DataView(png.buffer),
    new Blob([png], { type: "image/png" }),
    stream(),
  ];
  const { client, simulator } = recorded();
  for (const source of sources) {
    const { url } = await lastValueFrom(client.images.upload(source));
    const response = await simulator.fetch(new Request(url));
    assertEquals(new Uint8Array(await response.arrayBuffer()), png);
  }
});

Deno.test("Images.upload() sends a stream again after a failure", async () => {
  const { client, simulator, clock } = recorded();
  simulator.fault({ status: 502, times: 2 });
  await clock.until(lastValueFrom(client.images.upload(stream())));
  simulator.fault({ status: 403, times: 1 });
  const upload = client.images.upload(stream());
  await clock.until(lastValueFrom(upload.pipe(retry(1))));
});

Deno.test("Images.fromFile() makes an attachment that can be posted", async () => {
  const { client, simulator } = recorded();
  const { id } = simulator.addGroup();
  const image = await lastValueFrom(client.images.fromFile(png));
  assertEquals(image.type, "image");
  assertEquals(image.sourceUrl, image.url);
  const message = await lastValueFrom(
    client.groups.messages(id).create({ attachments: [image] }),
  );
  assertEquals(message.attachments[0]?.data, image.data);
});

Deno.test("Images.fromUrl() fetches without the token, and uploads with it", async () => {
  const { client, sent } = recorded({
    answer: ({ url }) =>
      url.startsWith("https://elsewhere.invalid/")
        ? new Response(png)
        : undefined,
  });
  const url = "https://elsewhere.invalid/cat.png";
  const image = await lastValueFrom(client.images.fromUrl(url));
  assert(image.url?.startsWith("https://i.groupme.com/"));
  assertEquals(sent.map(({ headers }) => headers.has("X-Access-Token")), [
    false,
    true,
  ]);
  assertEquals(sent[0]?.url.href, url);
});

Deno.test("Images.fromUrl() uploads no page for people", async () => {
  const { client, sent } = recorded({
    answer: () => new Response("<!DOCTYPE html>"),
  });
  await assertRejects(
    () => lastValueFrom(client.images.fromUrl("https://elsewhere.invalid/")),
    TypeError,
    "picture",
  );
  assertEquals(sent.length, 1);
});

Deno.test("Images.download() gives the bytes, without the token", async () => {
  const { client, sent } = recorded();
  const image = await lastValueFrom(client.images.fromFile(png));
  const url = image.url ?? "";
  const data = { type: "image", url };
  sent.length = 0;
  for (const source of [url, image, data, image.data]) {
    const blob = await lastValueFrom(client.images.download(source));
    assertEquals(new Uint8Array(await blob.arrayBuffer()), png);
  }
  assertEquals(
    sent.map(({ headers }) => headers.has("X-Access-Token")),
    Array(4).fill(false),
  );
});

Deno.test("Images.download() sends the token to GroupMe's own services", async () => {
  const { client, sent } = recorded({ answer: () => new Response(png) });
  const url = "https://image.groupme.com/qr/contact/1/t/preview";
  await lastValueFrom(client.images.download(url));
  assertEquals(sent[0]?.headers.has("X-Access-Token"), true);
});

Deno.test("Images.download() takes sizes", async () => {
  const { client: { images }, sent } = recorded();
  const url = "https://i.groupme.com/1x1.png.00";
  const requested = async (download: ReturnType<typeof images.download>) => {
    sent.length = 0;
    await lastValueFrom(download).catch(() => {});
    return sent[0]?.url.href;
  };
  assertEquals(await requested(images.download(url)), url);
  assertEquals(
    await requested(images.download(url, { size: "large" })),
    `${url}.large`,
  );
  assertEquals(await requested(images.downloadLarge(url)), `${url}.large`);
  assertEquals(await requested(images.downloadPreview(url)), `${url}.preview`);
  assertEquals(await requested(images.downloadAvatar(url)), `${url}.avatar`);
  // There is no size of a size.
  assertEquals(
    await requested(images.downloadAvatar(`${url}.large?v=1`)),
    `${url}.avatar?v=1`,
  );
});

Deno.test("Images.download() gets each size from the simulator", async () => {
  const { client: { images } } = recorded();
  const image = await lastValueFrom(images.fromFile(png));
  for (const size of ["preview", "large", "avatar"] as const) {
    const blob = await lastValueFrom(images.download(image, { size }));
    assert(blob.size > 0);
  }
});

Deno.test("Images.download() reads another field of an attachment", async () => {
  const { client: { images }, sent } = recorded({
    answer: () => new Response(png),
  });
  const preview = "https://i.groupme.com/1x1.png.01";
  const video = { type: "video", url: "x", preview_url: preview };
  await lastValueFrom(images.download(video, { urlField: "preview_url" }));
  assertEquals(sent[0]?.url.href, preview);
});

Deno.test("Images.download() fails where the picture may not be had", async () => {
  const { client: { images }, simulator } = recorded();
  simulator.fault({ status: 403 });
  await assertRejects(
    () => lastValueFrom(images.download("https://i.groupme.com/1x1.png.0")),
    Forbidden,
  );
});

Deno.test("Images names the argument that it cannot use, before any request", () => {
  const { client: { images }, sent } = recorded();
  for (const wrong of ["", "cat.png", {}, { url: 7 }]) {
    assertThrows(() => images.download(wrong), TypeError, "url");
  }
  assertThrows(() => images.fromUrl("cat.png"), TypeError, "url");
  assertThrows(
    () => images.download({ url: "https://x.invalid" }, { urlField: "other" }),
    TypeError,
    "other",
  );
  assertEquals(sent, []);
});
