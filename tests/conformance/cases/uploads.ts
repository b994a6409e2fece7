import { NotFound } from "@rxgroupme/client";
import { assertEquals, assertErrors, one } from "../assert.ts";
import type { Cases } from "../scene.ts";

/** A JPEG of 70 x 50, as far as its head goes, with bytes of every value. */
const picture = Uint8Array.from([
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0],
  ...[0xff, 0xc0, 0, 17, 8, 0, 50, 0, 70],
  ...Array(40_000).keys(),
]);

/** Pictures. */
export const uploads: Cases = {
  async "a picture comes back byte by byte"({ client }) {
    const { images } = client();
    const { url } = await one(images.upload(picture));
    assertEquals(
      new URL(url).pathname.split("/").at(-1)?.split(".")[0],
      "70x50",
    );
    const blob = await one(images.download(url));
    assertEquals(new Uint8Array(await blob.arrayBuffer()), picture);
  },

  async "a picture is sent of a Blob, of a buffer and of a stream"(
    { client },
  ) {
    const { images } = client();
    const blob = new Blob([picture]);
    const sources = [blob, picture.buffer, blob.stream()];
    const urls = [];
    for (const source of sources) urls.push(await one(images.upload(source)));
    assertEquals(new Set(urls.map(({ url }) => url)).size, 1);
  },

  async "an upload whose answer is lost is sent again"({ client, simulator }) {
    const match = { method: "POST", path: "/pictures" };
    await simulator.fault({ lostAnswer: true, match, times: 1 });
    const attachment = await one(client().images.fromFile(picture));
    assertEquals(attachment.type, "image");
  },

  async "what is no picture is not sent"({ client, simulator }) {
    const { images } = client();
    const text = new TextEncoder().encode("This is no picture at all.");
    await assertErrors(images.upload(text), TypeError);
    assertEquals(await simulator.requests(), []);
  },

  async "the token goes to none but GroupMe's hosts"({ client, simulator }) {
    const { url } = await one(client().images.upload(picture));
    // To whom this server is just another one.
    const stranger = client({ baseUrls: {} });
    await one(stranger.images.download(url, { allowPrivate: true }));
    const asked = await simulator.requests();
    assertEquals(asked.map(({ auth }) => auth), ["header", "none"]);
  },

  async "a picture that is not there is NotFound"({ client }) {
    const { images } = client();
    const { url } = await one(images.upload(picture));
    const gone = url.replace(/\w{32}$/, "0".repeat(32));
    await assertErrors(images.download(gone), NotFound);
  },
};
