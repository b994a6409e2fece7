import { assert, assertEquals } from "@std/assert";
import {
  type Download,
  download,
  ImageAttachment,
  like,
  type Message,
  react,
  reply,
  unlike,
} from "@rxgroupme/client";
import { filter, lastValueFrom, mergeMap, take, toArray } from "rxjs";
import { recorded } from "../support/recorded.ts";
import { world } from "../support/world.ts";

Deno.test("like() and unlike() go through a history in its order", async () => {
  const { client, simulator } = world();
  const { id } = simulator.addGroup({ history: 5 });
  const messages = client.groups.messages(id);
  const liked: true[] = await lastValueFrom(
    messages.listAll().pipe(like(), toArray()),
  );
  assertEquals(liked, Array(5).fill(true));
  const ids = (await lastValueFrom(messages.list())).map(({ id }) => id);
  const paths = simulator.requests.map(({ path }) => path)
    .filter((path) => path.endsWith("/like"));
  assertEquals(paths, ids.map((it) => `/v3/messages/${id}/${it}/like`));
  await lastValueFrom(messages.listAll().pipe(unlike()));
  const after = await lastValueFrom(messages.list());
  assert(
    after.every(({ favoritedBy }) => !favoritedBy.includes(simulator.me.id)),
  );
});

Deno.test("react() reacts as it is told of each message", async () => {
  const { client, simulator } = world();
  const { id } = simulator.addGroup();
  const messages = client.groups.messages(id);
  for (const text of ["tea", "coffee"]) {
    simulator.inject(id, { text });
  }
  await lastValueFrom(
    messages.listAll().pipe(
      filter(({ text }) => text === "tea" || text === "coffee"),
      react(({ text }) => text === "tea" ? "👍" : { packId: 1, packIndex: 7 }),
    ),
  );
  const [coffee, tea] = await lastValueFrom(messages.list());
  assertEquals(tea?.reactions[0]?.code, "👍");
  assertEquals(coffee?.reactions[0]?.pack_index, 7);
});

Deno.test("reply() answers what a tail brings", async () => {
  const { client, simulator, clock } = world();
  const { id } = simulator.addGroup();
  const answers: Message[] = [];
  const subscription = client.groups.messages(id).tail().pipe(
    filter((message) => message.text?.startsWith("!ping") ?? false),
    reply((message) => `pong, ${message.name}`),
  ).subscribe((message) => answers.push(message));
  await clock.advance(3_000);
  const first = simulator.inject(id, { text: "!ping" });
  simulator.inject(id, { text: "nothing" });
  await clock.advance(30_000);
  subscription.unsubscribe();
  assertEquals(answers.map(({ text }) => text), [`pong, ${first.name}`]);
  assertEquals(answers[0]?.data.attachments?.[0]?.reply_id, first.id);
  assertEquals(clock.pending, 0);
});

Deno.test("reply() splits a long answer when it may", async () => {
  const { client, simulator } = world();
  const { id } = simulator.addGroup();
  simulator.inject(id, { text: "!tides" });
  const answers = await lastValueFrom(
    client.groups.messages(id).list().pipe(
      mergeMap((page) => page),
      filter(({ text }) => text === "!tides"),
      reply("tide ".repeat(300), { split: true }),
      toArray(),
    ),
  );
  assertEquals(answers.map(({ text }) => text?.length), [999, 499]);
});

Deno.test("like() directly behind a tail likes each message, once", async () => {
  const { client, simulator, clock } = world();
  const { id } = simulator.addGroup();
  let liked = 0;
  const subscription = client.groups.messages(id).tail().pipe(like())
    .subscribe(() => liked++);
  await clock.advance(3_000);
  for (let n = 0; n < 150; n++) simulator.inject(id, { text: `${n}` });
  await clock.advance(60_000);
  subscription.unsubscribe();
  assertEquals(liked, 150);
  assertEquals(clock.pending, 0);
});

Deno.test("reply() answers under one source_guid until an answer stands", async () => {
  const { client, simulator, clock, sent } = recorded();
  const { id } = simulator.addGroup();
  simulator.inject(id, { text: "!ping" });
  simulator.fault({
    connectionError: true,
    match: { method: "POST" },
    times: 1,
  });
  const answered = client.groups.messages(id).listAll().pipe(
    filter(({ text }) => text === "!ping"),
    reply("pong"),
    toArray(),
  );
  assertEquals((await clock.until(lastValueFrom(answered))).length, 1);
  const guids = sent.filter(({ method }) => method === "POST")
    .map(({ body }) => Object.values(body as Posted)[0]?.source_guid);
  assertEquals(guids.length, 2);
  assertEquals(guids[0], guids[1]);
});

interface Posted {
  [name: string]: { source_guid: string };
}

Deno.test("download() downloads pictures, as many at a time as it is told", async () => {
  const { client, simulator, sent } = recorded();
  const { id } = simulator.addGroup();
  const png = Uint8Array.from(
    atob(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    ),
    (char) => char.charCodeAt(0),
  );
  const messages = client.groups.messages(id);
  for (let n = 0; n < 2; n++) {
    const image = await lastValueFrom(client.images.fromFile(png));
    await lastValueFrom(messages.create({ attachments: [image] }));
  }
  const pictures: Download<ImageAttachment>[] = await lastValueFrom(
    messages.listAll().pipe(
      mergeMap((message) => message.attachments),
      filter((attachment) => attachment instanceof ImageAttachment),
      download(client.images, { concurrency: 2, size: "preview" }),
      take(2),
      toArray(),
    ),
  );
  assertEquals(pictures.length, 2);
  for (const { attachment, data } of pictures) {
    assert(attachment.url?.startsWith("https://i.groupme.com/"));
    assert(data.size > 0);
  }
  const asked = sent.filter(({ path }) => path.endsWith(".preview"));
  assertEquals(asked.length, 2);
  // Pictures need no token.
  assert(asked.every(({ headers }) => !headers.has("X-Access-Token")));
});
