import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  BadResponse,
  type Client,
  FileAttachment,
  NotFound,
} from "@rxgroupme/client";
import {
  downloadFiles,
  files,
  uploadMedia,
  videos,
} from "@rxgroupme/client/media";
import { lastValueFrom, toArray } from "rxjs";
import { ServedSimulator } from "../support/served_simulator.ts";
import { within } from "../support/within.ts";
import { world } from "../support/world.ts";

const BYTES = new Uint8Array(300).map((_, index) => index);
const SLOW = { simulator: { mediaDelay: 3_000 } };
const MOVIE = new Blob([BYTES], { type: "video/mp4" });
const PICTURE = new Blob([BYTES], { type: "image/png" });
const SIZE = { width: 1, height: 1, extension: "png" };
const LIMIT = 20_000;

Deno.test("files() uploads into a group, whose members describe and download it from there alone", async () => {
  const { simulator, client, clock } = world(SLOW);
  const group = simulator.addGroup({ members: 1 });
  const other = simulator.addGroup();
  const here = files(client, group.id);
  const file = await clock.until(
    lastValueFrom(here.upload(PICTURE, { name: "a.png" })),
  );
  const posted = await lastValueFrom(
    client.groups.messages(group.id)
      .create({ text: "see", attachments: [file.toAttachment()] }),
  );
  assertEquals(posted.attachments, [new FileAttachment({ fileId: file.id })]);
  const [found, none] = await lastValueFrom(here.info(file.id, "none"));
  assertEquals(found?.toJSON(), file.toJSON());
  assertEquals([none?.id, none?.status, none?.name], ["none", 404, undefined]);
  assertEquals(
    await (await lastValueFrom(here.download(file.id))).bytes(),
    BYTES,
  );
  const elsewhere = files(client, { groupId: other.id });
  await assertRejects(
    () => lastValueFrom(elsewhere.download(file.id)),
    NotFound,
  );
  const [missing] = await lastValueFrom(elsewhere.info(file.id));
  assertEquals(missing?.status, 404);
  const listed = await lastValueFrom(
    client.groups.messages(group.id).listAll().pipe(downloadFiles(), toArray()),
  );
  assertEquals(listed.map(({ data }) => data.size), [300]);
});

Deno.test("files() of a chat are shared with the other user", async () => {
  const { simulator, client, clock } = world();
  const ada = simulator.addUser({ name: "Ada" });
  const chat = simulator.addChat(ada);
  const key = { otherUserId: ada.id };
  const file = await clock.until(
    lastValueFrom(files(client, key).upload(BYTES, { name: "a" })),
  );
  const messages = client.chats.messages(ada.id);
  await lastValueFrom(
    messages.create({ text: "see", attachments: [file.toAttachment()] }),
  );
  const listed = await lastValueFrom(
    messages.listAll().pipe(downloadFiles(), toArray()),
  );
  assertEquals(await listed[0]?.data.bytes(), BYTES);
  const shared = simulator.addFile(chat, { name: "b", content: "tide" });
  const data = await lastValueFrom(files(client, key).download(shared.id));
  assertEquals(await data.text(), "tide");
});

Deno.test("videos() uploads what is a video, and refuses what is none for good", async () => {
  const { simulator, client, clock } = world(SLOW);
  const group = simulator.addGroup();
  const here = videos(client, group.id);
  const video = await clock.until(lastValueFrom(here.upload(MOVIE)));
  const posted = await lastValueFrom(
    client.groups.messages(group.id).create({ attachments: [video] }),
  );
  assertEquals(posted.attachments, [video]);
  const { images } = client;
  assertEquals(
    await (await lastValueFrom(images.download(video))).bytes(),
    BYTES,
  );
  const preview = await lastValueFrom(
    images.download(video, { urlField: "preview_url" }),
  );
  assertEquals(preview.type, "image/png");
  const error = await assertRejects(
    () => clock.until(lastValueFrom(here.upload(PICTURE))),
    BadResponse,
  );
  assertEquals(error.status, 415);
  const foreign = simulator.addGroup({ owner: simulator.addUser() });
  await assertRejects(
    () => lastValueFrom(videos(client, foreign.id).upload(MOVIE)),
    NotFound,
  );
});

Deno.test("uploadMedia() uploads a picture, which is read without a token", async () => {
  const { simulator, client } = world();
  const image = await lastValueFrom(uploadMedia(client, PICTURE, SIZE));
  const data = await lastValueFrom(client.images.download(image));
  assertEquals(await data.bytes(), BYTES);
  assertEquals(data.type, "image/png");
  assert(simulator.requests.some(({ host }) => host === "cdn2.groupme.com"));
});

Deno.test("files(), videos() and uploadMedia() try again what got lost on the way", async () => {
  const { simulator, client, clock } = world();
  const group = simulator.addGroup();
  for (
    const how of [{ connectionError: true }, { lostAnswer: true }] as const
  ) {
    simulator.fault({ ...how, times: 2 });
    const file = await clock.until(
      lastValueFrom(files(client, group.id).upload(BYTES, { name: "a" })),
    );
    assertEquals(file.size, 300);
    simulator.fault({ ...how, times: 2 });
    await clock.until(lastValueFrom(videos(client, group.id).upload(MOVIE)));
    simulator.fault({ ...how, match: { method: "PUT" }, times: 2 });
    await clock.until(lastValueFrom(uploadMedia(client, PICTURE, SIZE)));
  }
  const puts = simulator.requests.filter(({ method }) => method === "PUT");
  assertEquals(puts.length, 6);
  assertEquals(new Set(puts.map(({ path }) => path)).size, 6);
});

Deno.test("files(), videos() and uploadMedia() show the token to GroupMe's own services alone", async () => {
  const { simulator, client, clock } = world(SLOW);
  const group = simulator.addGroup();
  await everything(client, group.id, (it) => clock.until(it));
  const told = simulator.requests
    .map(({ host, auth }) => `${host} ${auth === "none" ? "open" : "token"}`);
  assertEquals([...new Set(told)].sort(), [
    "api.groupme.com token",
    "cdn2.groupme.com open",
    "file.groupme.com token",
    "m.groupme.com open",
    "m.groupme.com token",
    "v.groupme.com open",
    "video.groupme.com token",
  ]);
});

Deno.test("files(), videos() and uploadMedia() use a served simulator by its prefixes", async () => {
  await using served = await ServedSimulator.start();
  const { client } = served;
  const [group] = await within(
    LIMIT,
    "a list",
    lastValueFrom(
      client.groups.list(),
    ),
  );
  assert(group);
  await everything(
    client,
    group.id,
    (it) => within(LIMIT, "an upload or a download", it),
  );
});

/** Uploads one of each kind, and downloads it again. */
async function everything(
  client: Client,
  groupId: string,
  until: (promise: Promise<Blob | object>) => Promise<unknown>,
): Promise<void> {
  const here = files(client, groupId);
  const go = async <T extends object>(promise: Promise<T>): Promise<T> => {
    await until(promise);
    return await promise;
  };
  const file = await go(
    lastValueFrom(here.upload(BYTES, { name: "a", interval: 100 })),
  );
  const data = await go(lastValueFrom(here.download(file.id)));
  assertEquals(await data.bytes(), BYTES);
  const image = await go(lastValueFrom(uploadMedia(client, PICTURE, SIZE)));
  const video = await go(
    lastValueFrom(videos(client, groupId).upload(MOVIE, { interval: 100 })),
  );
  for (const attachment of [image, video]) {
    const url = String(attachment.url);
    const bytes = await go(lastValueFrom(client.images.download(url)));
    assertEquals(await bytes.bytes(), BYTES);
  }
  await go(lastValueFrom(
    client.images.download(video, { urlField: "preview_url" }),
  ));
}
