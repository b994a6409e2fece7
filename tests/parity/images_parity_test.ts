import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
} from "@std/assert";
import {
  Forbidden,
  ImageAttachment,
  Images,
  type ImageSize,
} from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { type World, world } from "../support/world.ts";
import { last, lastRequest } from "./message_support.ts";
import { row } from "./row.ts";

/** One pixel, big. */
const png = Uint8Array.from(
  "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x03\x08\x06\0\0\0",
  (char) => char.charCodeAt(0),
);

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** A picture at the server, and what gets a size of it. */
async function sized(
  size: ImageSize,
  download: (images: Images, image: ImageAttachment) => Observable<Blob>,
): Promise<void> {
  const here = world();
  const { images } = here.client;
  const image = await last(here, images.fromFile(png));
  const blob = await last(here, download(images, image));
  assertEquals(await bytesOf(blob), png);
  const { method, path, status } = lastRequest(here);
  assertEquals([method, status], ["GET", 200]);
  assertEquals(path, `${new URL(image.url ?? "").pathname}.${size}`);
}

/** Where an upload goes that is refused. */
async function uploadUrl(here: World): Promise<string | undefined> {
  here.simulator.fault({ status: 403 });
  const error = await assertRejects(
    () => last(here, here.client.images.upload(png)),
    Forbidden,
  );
  return error.request?.url;
}

row(
  "Images",
  "client.images",
  "",
  async () => {
    const here = world();
    assertInstanceOf(here.client.images, Images);
    const own = new Images(here.client.session);
    const { url } = await last(here, own.upload(png));
    const blob = await last(here, here.client.images.download(url));
    assertEquals(await bytesOf(blob), png);
  },
);

row(
  "Images.base_url",
  "new Client({ token, baseUrls: { image } })",
  "An option of the client.",
  async () => {
    const url = "https://image.groupme.com/pictures";
    assertEquals(await uploadUrl(world()), url);
    const image = "https://gate.invalid/image/";
    const moved = world({ baseUrls: { image } });
    assertEquals(await uploadUrl(moved), `${image}pictures`);
  },
);

row(
  "Images.download",
  "client.images.download(image, { size, urlField })",
  "A Blob. Takes an attachment, its JSON or an address.",
  async () => {
    const here = world();
    const { images } = here.client;
    const image = await last(here, images.fromFile(png));
    const video = { type: "video", url: "", preview_url: image.url };
    for (
      const download of [
        images.download(image),
        images.download(image.url ?? ""),
        images.download(image.data, { size: "large" }),
        images.download(video, { urlField: "preview_url" }),
      ]
    ) assertEquals(await bytesOf(await last(here, download)), png);
    const auths = here.simulator.requests.map(({ auth }) => auth);
    assertEquals(auths, ["header", "none", "none", "none", "none"]);
  },
);

row(
  "Images.download_avatar",
  "client.images.downloadAvatar(image)",
  "Works, where Groupy fails.",
  () => sized("avatar", (images, image) => images.downloadAvatar(image)),
);

row(
  "Images.download_large",
  "client.images.downloadLarge(image)",
  "Works, where Groupy fails.",
  () => sized("large", (images, image) => images.downloadLarge(image)),
);

row(
  "Images.download_preview",
  "client.images.downloadPreview(image)",
  "Works, where Groupy fails.",
  () => sized("preview", (images, image) => images.downloadPreview(image)),
);

row(
  "Images.from_file",
  "client.images.fromFile(bytes)",
  "Takes a Blob, bytes or a stream; opening a file is the caller's.",
  async () => {
    const here = world();
    const { images } = here.client;
    const image = await last(here, images.fromFile(new Blob([png])));
    assertInstanceOf(image, ImageAttachment);
    assert(image.url);
    assertEquals(image.sourceUrl, image.url);
    const blob = await last(here, images.download(image));
    assertEquals(await bytesOf(blob), png);
  },
);

row(
  "Images.upload",
  "client.images.upload(bytes)",
  "Bytes that are no picture are a TypeError, before anything is sent.",
  async () => {
    const here = world();
    const { images } = here.client;
    const { url, picture_url } = await last(here, images.upload(png));
    assertEquals(picture_url, url);
    assert(new URL(url).pathname.startsWith("/5x3.png."));
    assertEquals(lastRequest(here).path, "/pictures");
    const words = images.upload(new Blob(["just words"]));
    await assertRejects(() => last(here, words), TypeError, "a picture");
    assertEquals(here.simulator.requests.length, 1);
  },
);
