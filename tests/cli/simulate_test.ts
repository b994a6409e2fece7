import { assert, assertEquals, assertMatch } from "@std/assert";
import type { RequestOptions } from "@rxgroupme/client";
import { ServedSimulator } from "../support/served_simulator.ts";
import {
  filter,
  firstValueFrom,
  from,
  fromEvent,
  lastValueFrom,
  mergeMap,
} from "rxjs";

interface Bayeux {
  readonly channel: string;
  readonly successful?: boolean;
  readonly clientId?: string;
  readonly data?: { type: string; subject?: { text: string } };
}

/** The headers of an answer, as they come over the socket. */
async function rawHeaders(url: string, path: string): Promise<string> {
  const { port } = new URL(url);
  using connection = await Deno.connect({
    hostname: "127.0.0.1",
    port: Number(port),
  });
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  const bytes = new Uint8Array(65_536);
  let text = "";
  while (!text.includes("\r\n\r\n")) {
    const count = await connection.read(bytes);
    if (count === null) break;
    text += new TextDecoder().decode(bytes.subarray(0, count));
  }
  return text.split("\r\n\r\n")[0]?.toLowerCase() ?? "";
}

Deno.test("groupme simulate says the length of an empty answer", async () => {
  await using served = await ServedSimulator.start();
  const [{ id }] = await served.read("/v3/groups?per_page=1");
  const path = `/v3/groups/${id}/messages?token=${served.token}`;
  const end = await rawHeaders(served.url, `${path}&before_id=1`);
  assertMatch(end, /^http\/1\.1 304 /);
  assertMatch(end, /\r\ncontent-length: 0(\r\n|$)/);
  const page = await rawHeaders(served.url, `${path}&limit=1`);
  assertMatch(page, /\r\ncontent-length: [1-9]\d*(\r\n|$)/);
});

Deno.test("groupme simulate serves push over a WebSocket", async () => {
  await using served = await ServedSimulator.start();
  const [{ id }] = await served.read("/v3/groups?per_page=1");
  const me = await served.read("/v3/users/me");
  const socket = new WebSocket(`${served.url.replace("http", "ws")}/faye`);
  const received$ = fromEvent<MessageEvent<string>>(socket, "message").pipe(
    mergeMap(({ data }) => from(JSON.parse(data) as Bayeux[])),
  );
  const next = (channel: string) =>
    firstValueFrom(received$.pipe(filter((it) => it.channel === channel)));
  await firstValueFrom(fromEvent(socket, "open"));
  const send = (...messages: object[]) => socket.send(JSON.stringify(messages));
  const greeted = next("/meta/handshake");
  send({
    channel: "/meta/handshake",
    version: "1.0",
    supportedConnectionTypes: ["websocket"],
  });
  const { clientId } = await greeted;
  const user = `/user/${me.id}`;
  const subscribed = next("/meta/subscribe");
  // A connect that is held does not hold back what comes with it.
  send(
    { channel: "/meta/connect", clientId, connectionType: "websocket" },
    {
      channel: "/meta/subscribe",
      clientId,
      subscription: user,
      ext: { access_token: served.token },
    },
  );
  assertEquals((await subscribed).successful, true);
  const pushed = next(user);
  await lastValueFrom(served.client.groups.messages(id).create("over ws"));
  const { data } = await pushed;
  assertEquals([data?.type, data?.subject?.text], ["line.create", "over ws"]);
  const closed = firstValueFrom(fromEvent(socket, "close"));
  socket.close();
  await closed;
});

Deno.test("groupme simulate takes no WebSocket elsewhere", async () => {
  await using served = await ServedSimulator.start();
  const socket = new WebSocket(`${served.url.replace("http", "ws")}/v3`);
  await firstValueFrom(fromEvent(socket, "error"));
});

Deno.test("groupme simulate shows pictures of its own address, and takes others in", async () => {
  await using served = await ServedSimulator.start();
  const groups = await served.read("/v3/groups");
  const urls: string[] = groups.flatMap((
    { members }: { members: { image_url: string }[] },
  ) => members.map(({ image_url }) => image_url));
  assert(urls.length > 0);
  for (const url of new Set(urls)) {
    assertEquals(new URL(url).origin, served.url);
    const picture = await fetch(url);
    assertMatch(picture.headers.get("content-type") ?? "", /^image\//);
    assertEquals(picture.headers.get("access-control-allow-origin"), "*");
    await picture.arrayBuffer();
  }
  const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const { client } = served;
  const { url } = await lastValueFrom(client.images.upload(new Blob([bytes])));
  assertEquals(new URL(url).origin, served.url);
  const back = await fetch(url);
  assertEquals(new Uint8Array(await back.arrayBuffer()), bytes);
});

Deno.test("groupme simulate --topics gives each group topics", async () => {
  await using served = await ServedSimulator.start("--topics", "4");
  const groups = await served.read("/v3/groups");
  const [{ id, children_count }] = groups;
  assertEquals([groups.length, children_count], [4, 4]);
  const topics = await served.read(`/v3/groups/${id}/subgroups`);
  assertEquals(topics.map(({ topic }: { topic: string }) => topic), [
    "Plans",
    "Pictures",
    "Lost and found",
    "Plans 2",
  ]);
  const { messages } = await served.read(`/v3/groups/${topics[0].id}/messages`);
  assertEquals(messages[0].parent_id, id);
});

Deno.test("groupme simulate --legacy changes groups as in 2018", async () => {
  await using served = await ServedSimulator.start("--legacy");
  const [{ id, office_mode }] = await served.read("/v3/groups");
  assertEquals(office_mode, false);
  const update = async (fields: object) => {
    const answer = await served.ask(`/v3/groups/${id}/update`, {
      method: "POST",
      body: JSON.stringify(fields),
      headers: { "x-access-token": served.token },
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  assertEquals(await update({ description: "x" }), 400);
  assertEquals(await update({ name: "Choir" }), 500);
  assertEquals(await update({ name: "Choir", office_mode: false }), 200);
});

Deno.test("groupme simulate serves all hosts under one base URL", async () => {
  await using served = await ServedSimulator.start("--topics", "1");
  const { client } = served;
  const [group] = await firstValueFrom(client.groups.list());
  assert(group);
  const { id } = group;
  const posted = await lastValueFrom(group.messages.create("Low tide"));
  const ask = (request: RequestOptions) =>
    lastValueFrom(client.request(request));
  const message = `/groups/${id}/messages/${posted.id}`;
  const answers = [
    await ask({ path: `/groups/${id}/subgroups` }),
    await ask({
      method: "PUT",
      host: "v4",
      path: message,
      body: { text: "Low tide at six" },
    }),
    await ask({
      method: "POST",
      host: "v2",
      path: `/groups/${id}/memberships/mute`,
      body: { duration: 5 },
    }),
    await ask({ path: `/poll/${id}` }),
    await ask({
      method: "POST",
      host: "file",
      path: `/${id}/files?name=tides.txt`,
      body: { tide: "low" },
      answer: "json",
    }),
    await ask({
      method: "POST",
      host: "media",
      path: "/uploads",
      body: {
        extension: "png",
        senderId: await lastValueFrom(client.user.id),
        fileSize: 8,
        width: 1,
        height: 1,
      },
      answer: "json",
    }),
  ];
  for (const answer of answers) {
    assert(typeof answer === "object" && answer !== null, `${answer}`);
  }
  const text = JSON.stringify(answers);
  // None of its URLs leads to the real service.
  const foreign = text.match(/https?:\/\/[^"]+/g)
    ?.filter((url) => !url.startsWith(served.url)) ?? [];
  assertEquals(foreign, []);
  const edited = await lastValueFrom(group.messages.get(posted.id));
  assertEquals(edited.text, "Low tide at six");
});

Deno.test("groupme simulate --page-cap and --short-pages shorten pages", async () => {
  await using capped = await ServedSimulator.start("--page-cap", "30");
  const sizes = async (served: ServedSimulator) => {
    const [{ id }] = await served.read("/v3/groups?per_page=1");
    const found = new Set<number>();
    for (let i = 0; i < 8; i++) {
      const path = `/v3/groups/${id}/messages?limit=100`;
      found.add((await served.read(path)).messages.length);
    }
    return [...found].sort((a, b) => a - b);
  };
  assertEquals(await sizes(capped), [30]);
  await using short = await ServedSimulator.start("--short-pages", "100");
  const found = await sizes(short);
  assert(found.length > 3 && (found[0] ?? 0) >= 1, `${found}`);
});
