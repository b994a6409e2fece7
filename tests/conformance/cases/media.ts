import { BadResponse, NotFound } from "@rxgroupme/client";
import {
  downloadFiles,
  files,
  uploadMedia,
  videos,
} from "@rxgroupme/client/media";
import { toArray } from "rxjs";
import { assert, assertEquals, assertErrors, one } from "../assert.ts";
import type { Cases } from "../scene.ts";

const bytes = Uint8Array.from(Array(40_000).keys());

/** Asks often, as nothing takes long here. */
const interval = 10;

/** Files, videos and pictures of the newer service. */
export const media: Cases = {
  async "a file is shared of a Blob, of a buffer and of a stream"(
    { client, simulator },
  ) {
    const { id } = await simulator.addGroup();
    const here = client();
    const blob = new Blob([bytes]);
    for (const source of [blob, bytes.buffer, blob.stream()]) {
      const file = await one(
        files(here, id).upload(source, { name: "tides.bin", interval }),
      );
      await one(
        here.groups.messages(id).create({
          attachments: [file.toAttachment()],
        }),
      );
    }
    const shared = await one(
      here.groups.messages(id).listAll().pipe(downloadFiles(), toArray()),
    );
    assertEquals(shared.length, 3);
    for (const { data } of shared) {
      assertEquals(new Uint8Array(await data.arrayBuffer()), bytes);
    }
  },

  async "a stream whose upload is lost is sent again"({ client, simulator }) {
    const { id } = await simulator.addGroup();
    const match = { method: "POST", path: `/file/${id}/files` };
    await simulator.fault({ lostAnswer: true, match, times: 2 });
    const here = files(client(), id);
    const source = new Blob([bytes]).stream();
    const file = await one(here.upload(source, { name: "a", interval }));
    const data = await one(here.download(file.id));
    assertEquals(new Uint8Array(await data.arrayBuffer()), bytes);
  },

  async "a file is found in its conversation alone"({ client, simulator }) {
    const [{ id }, other] = [
      await simulator.addGroup(),
      await simulator.addGroup(),
    ];
    const here = client();
    const file = await one(
      files(here, id).upload(bytes, { name: "a", interval }),
    );
    const [found] = await one(files(here, id).info(file.id));
    assertEquals([found?.name, found?.size], ["a", bytes.length]);
    await assertErrors(files(here, other.id).download(file.id), NotFound);
  },

  async "a video is sent as a form, and what is none is refused"(
    { client, simulator },
  ) {
    const { id } = await simulator.addGroup();
    const here = videos(client(), id);
    const movie = new Blob([bytes], { type: "video/mp4" });
    const { url, previewUrl } = await one(here.upload(movie, { interval }));
    assert(url?.endsWith(".mp4") && previewUrl?.endsWith(".jpg"), `${url}`);
    const text = new Blob([bytes], { type: "text/plain" });
    await assertErrors(here.upload(text, { interval }), BadResponse);
  },

  async "a picture is written without the token, and again into a fresh place"(
    { client, simulator },
  ) {
    // Platforms send a PUT again by themselves where the connection breaks.
    const match = { method: "PUT" };
    await simulator.fault({ status: 503, match, times: 1 });
    const here = client();
    const picture = new Blob([bytes], { type: "image/jpeg" });
    const size = { width: 70, height: 50, extension: "jpg" };
    const image = await one(uploadMedia(here, picture, size));
    const data = await one(here.images.download(image));
    assertEquals(new Uint8Array(await data.arrayBuffer()), bytes);
    const written = (await simulator.requests())
      .filter(({ method }) => method === "PUT");
    assertEquals(written.map(({ auth }) => auth), ["none", "none"]);
    assertEquals(new Set(written.map(({ path }) => path)).size, 2);
  },
};
