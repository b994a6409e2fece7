import { assert, assertEquals, assertMatch } from "@std/assert";
import { WAYS, world } from "./ask.ts";

const BYTES = new Uint8Array(300).map((_, index) => index);

function two(way: typeof WAYS[number], options = {}) {
  const start = world({ mediaDelay: 3_000, ...options }, way);
  const { simulator, fetch } = start;
  const group = simulator.addGroup({ members: 1 });
  const other = simulator.addGroup();
  const send = (url: string, init: RequestInit = {}, token = true) => {
    const headers = new Headers(init.headers);
    if (token) headers.set("x-access-token", simulator.token);
    return fetch(new Request(url, { ...init, headers }));
  };
  return { ...start, group, other, send };
}

for (const way of WAYS) {
  Deno.test(`files are uploaded into a conversation, and served there alone, over ${way}`, async () => {
    const { simulator, clock, send, group, other } = two(way);
    const base = `https://file.groupme.com/v1/${group.id}`;
    const upload = await send(`${base}/files?name=tides.pdf`, {
      method: "POST",
      body: BYTES,
      headers: { "content-type": "application/pdf" },
    });
    assertEquals(upload.status, 201);
    const { status_url } = await upload.json();
    assert(status_url.startsWith(`${base}/uploadStatus?job=`), status_url);
    assertEquals((await send(status_url)).status, 202);
    await clock.advance(3_000);
    const ready = await send(status_url);
    const { status, file_id } = await ready.json();
    assertEquals([ready.status, status], [200, "completed"]);
    const info = await send(`${base}/fileData`, {
      method: "POST",
      body: JSON.stringify({ file_ids: [file_id, "none"] }),
    });
    assertEquals(await info.json(), [
      {
        file_id,
        meta: 200,
        file_data: {
          file_name: "tides.pdf",
          file_size: 300,
          mime_type: "application/pdf",
        },
      },
      { file_id: "none", meta: 404 },
    ]);
    for (const method of ["GET", "POST"]) {
      const file = await send(`${base}/files/${file_id}`, { method });
      assertEquals(new Uint8Array(await file.arrayBuffer()), BYTES);
    }
    const elsewhere = base.replace(group.id, other.id);
    assertEquals((await send(`${elsewhere}/files/${file_id}`)).status, 404);
    const foreign = status_url.replace(group.id, other.id);
    assertEquals((await send(foreign)).status, 404);
    const hosts = simulator.requests.map(({ host }) => host);
    assertEquals(new Set(hosts), new Set(["file.groupme.com"]));
  });

  Deno.test(`files above 50 MB and of foreign conversations are refused, over ${way}`, async () => {
    const { simulator, send, group } = two(way);
    const base = `https://file.groupme.com/v1/${group.id}/files?name=x`;
    const body = new Uint8Array(50 * 1024 * 1024 + 1);
    assertEquals((await send(base, { method: "POST", body })).status, 413);
    const theirs = simulator.addGroup({ owner: simulator.addUser() });
    const foreign = base.replace(group.id, theirs.id);
    const refused = await send(foreign, { method: "POST", body: BYTES });
    assertEquals(refused.status, 404);
    const anonymous = await send(base, { method: "POST", body: BYTES }, false);
    assertEquals(anonymous.status, 401);
  });

  Deno.test(`videos are 202 until they are 201, and others 415, over ${way}`, async () => {
    const { clock, send, group } = two(way);
    const transcode = async (type: string) => {
      const body = new FormData();
      body.append("note", new File(["not the file"], "file"));
      body.append("file", new File([BYTES], "tide.mov", { type }));
      const headers = { "x-conversation-id": group.id };
      const url = "https://video.groupme.com/transcode";
      const answer = await send(url, { method: "POST", body, headers });
      assertEquals(answer.status, 200);
      return (await answer.json()).status_url;
    };
    const [good, bad] = [
      await transcode("video/quicktime"),
      await transcode("text/plain"),
    ];
    assertMatch(good, /^https:\/\/video\.groupme\.com\/status\?job=/);
    assertEquals((await send(good)).status, 202);
    assertEquals((await send(bad)).status, 415);
    await clock.advance(3_000);
    const ready = await send(good);
    const { status, url, thumbnail_url } = await ready.json();
    assertEquals([ready.status, status], [201, "complete"]);
    assertMatch(url, /^https:\/\/v\.groupme\.com\/\d+\/.*\.mp4$/);
    const video = await send(url, {}, false);
    assertEquals(new Uint8Array(await video.arrayBuffer()), BYTES);
    const still = await send(thumbnail_url, {}, false);
    assertEquals(still.headers.get("content-type"), "image/png");
    const none = await send("https://video.groupme.com/transcode", {
      method: "POST",
      body: "nothing",
      headers: { "x-conversation-id": group.id },
    });
    assertEquals(none.status, 400);
  });

  Deno.test(`pictures at m.groupme.com are written by signature, not by token, over ${way}`, async () => {
    const { simulator, clock, send, group } = two(way);
    const slot = {
      extension: "jpg",
      senderId: simulator.me.id,
      groupId: group.id,
      fileSize: 300,
      width: 1440,
      height: 1080,
    };
    const ask = (body: object) =>
      send("https://m.groupme.com/uploads", {
        method: "POST",
        body: JSON.stringify(body),
      });
    assertEquals((await ask({ ...slot, senderId: "1" })).status, 400);
    const { uploadUrl, renderUrl } = await (await ask(slot)).json();
    assertMatch(
      uploadUrl,
      /^https:\/\/cdn2\.groupme\.com\/uploads\/.*[?&]sig=/,
    );
    assertMatch(
      renderUrl,
      /^https:\/\/m\.groupme\.com\/uploads\/\w+\/1440x1080\.original\.jpg$/,
    );
    const headers = { "x-ms-blob-type": "BlockBlob" };
    const put = (url: string, init: RequestInit = { headers }) =>
      send(url, { method: "PUT", body: BYTES, ...init }, false);
    assertEquals((await send(renderUrl, {}, false)).status, 404);
    const forged = uploadUrl.replace(/sig=\w+/, "sig=forged");
    assertEquals((await put(forged)).status, 403);
    assertEquals((await put(uploadUrl, {})).status, 400);
    assertEquals((await put(uploadUrl)).status, 201);
    for (const size of ["original", "large", "unknown"]) {
      const url = renderUrl.replace(".original.", `.${size}.`);
      const moved = await send(url, { redirect: "manual" }, false);
      assertEquals(moved.status, 301);
      const location = moved.headers.get("location") ?? "";
      assertEquals(new URL(location).host, "cdn2.groupme.com");
      const picture = await send(location, {}, false);
      assertEquals(new Uint8Array(await picture.arrayBuffer()), BYTES);
      assertEquals(picture.headers.get("content-type"), "image/jpeg");
    }
    const at = async () => {
      const moved = await send(renderUrl, { redirect: "manual" }, false);
      return moved.headers.get("location") ?? "";
    };
    const early = await at();
    await clock.advance(1_000);
    const late = await at();
    assertEquals((await put(late)).status, 403);
    const longer = early.replace(/\bse=\d+/, "se=9007199254740991");
    assertEquals((await send(longer, {}, false)).status, 403);
    await clock.advance(24 * 3_600_000 - 1_000);
    assertEquals((await send(early, {}, false)).status, 403);
    assertEquals((await send(late, {}, false)).status, 200);
    const auth = simulator.requests
      .filter(({ host }) => host === "cdn2.groupme.com")
      .map(({ auth, query }) => [auth, "sig" in query]);
    assertEquals(auth.length, 10);
    assert(auth.every(([auth, sig]) => auth === "none" && sig === false));
  });

  Deno.test(`a served simulator names its own origin everywhere, over ${way}`, async () => {
    const origin = "http://localhost:8000";
    const { clock, send, group } = two(way, { origin });
    const base = `https://file.groupme.com/v1/${group.id}/files?name=x`;
    const file = await send(base, { method: "POST", body: BYTES });
    const { status_url } = await file.json();
    assert(status_url.startsWith(`${origin}/file/${group.id}/`), status_url);
    await clock.advance(3_000);
    if (way === "msw") return;
    assertEquals((await (await send(status_url)).json()).status, "completed");
  });
}
