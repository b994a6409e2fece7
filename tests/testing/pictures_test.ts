import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { world } from "./ask.ts";

/** The head of a PNG of 30 by 20, and something behind it. */
function png(end = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(40);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  new DataView(bytes.buffer).setUint32(16, 30);
  new DataView(bytes.buffer).setUint32(20, 20);
  bytes[39] = end;
  return bytes;
}

function jpeg(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(40);
  const head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0];
  const frame = [0xff, 0xc0, 0, 17, 8, 0, 50, 0, 70];
  bytes.set([...head, ...frame]);
  return bytes;
}

function pictures(options = {}) {
  const start = world(options);
  const { simulator } = start;
  const upload = (body: BodyInit, type = "image/jpeg") =>
    simulator.fetch("https://image.groupme.com/pictures", {
      method: "POST",
      headers: { "x-access-token": simulator.token, "content-type": type },
      body,
    });
  const put = async (body: BodyInit): Promise<string> => {
    const { payload } = await (await upload(body)).json();
    assertEquals(payload.picture_url, payload.url);
    return payload.url;
  };
  return { ...start, upload, put };
}

Deno.test("POST pictures answers with a payload, and the picture can be read", async () => {
  const { put, simulator } = pictures();
  const url = await put(png());
  assertMatch(url, /^https:\/\/i\.groupme\.com\/30x20\.png\.[0-9a-f]{32}$/);
  for (const suffix of ["", ".preview", ".large", ".avatar"]) {
    const answer = await simulator.fetch(url + suffix);
    assertEquals([answer.status, answer.headers.get("content-type")], [
      200,
      "image/png",
    ]);
    assertEquals(new Uint8Array(await answer.arrayBuffer()), png());
  }
  assertEquals((await simulator.fetch(`${url}.preview.large`)).status, 404);
});

Deno.test("POST pictures names the same bytes the same, and others other", async () => {
  const { put } = pictures();
  assertEquals(await put(png()), await put(png()));
  assertNotEquals(await put(png(1)), await put(png(2)));
  assertMatch(await put(jpeg()), /\/70x50\.jpeg\./);
  assertMatch(await put(new Uint8Array([1, 2, 3])), /\/1280x960\.jpeg\./);
});

Deno.test("POST pictures takes a file whatever its length on a standing clock", async () => {
  const { put, clock } = pictures();
  const file = new Blob([png(), new Uint8Array(3_000_000)]);
  assertMatch(await clock.until(put(file)), /30x20/);
});

Deno.test("POST pictures answers 500 to a form, and 400 to nothing", async () => {
  const { upload } = pictures();
  const type = "multipart/form-data; boundary=x";
  assertEquals((await upload(png(), type)).status, 500);
  assertEquals((await upload("")).status, 400);
});

Deno.test("GET picture finds those that seeded messages and users show", async () => {
  const { simulator, read } = pictures();
  const group = simulator.addGroup({ history: 20 });
  const { image_url } = await read("/v3/users/me");
  const url = group.messageAt(9)?.attachments[0]?.url;
  for (const address of [image_url, url]) {
    const answer = await simulator.fetch(String(address));
    assertEquals(answer.status, 200);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    assertEquals([...bytes.slice(1, 4)], [0x50, 0x4e, 0x47]);
  }
  const unknown = String(url).slice(0, -4) + "0000";
  assertEquals((await simulator.fetch(unknown)).status, 404);
});

Deno.test("origin is where pictures are said to be", async () => {
  const { put, simulator } = pictures({ origin: "http://localhost:8000" });
  const url = await put(png());
  assertMatch(url, /^http:\/\/localhost:8000\/30x20/);
  assertEquals((await simulator.fetch(url)).status, 200);
});
