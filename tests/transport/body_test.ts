import {
  assertEquals,
  assertFalse,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { encodeBody } from "../../lib/transport/body.ts";

Deno.test("encodeBody() sends nothing where there is nothing", () => {
  assertEquals(encodeBody({}), {});
  assertEquals(encodeBody({ body: null, contentType: "text/plain" }), {});
});

Deno.test("encodeBody() writes JSON, and says so", () => {
  const body = { text: "é", list: [1, "2", false], nothing: undefined };
  assertEquals(encodeBody({ body }), {
    body: '{"text":"é","list":[1,"2",false]}',
    contentType: "application/json",
  });
  assertEquals(encodeBody({ body: [] }).body, "[]");
  assertEquals(encodeBody({ body: false }).body, "false");
  assertEquals(encodeBody({ body: "text" }).body, '"text"');
});

Deno.test("encodeBody() leaves out what is null, however deep", () => {
  const body = {
    name: null,
    description: "",
    message: { text: null, attachments: [{ type: "image", url: null }] },
  };
  assertEquals(
    encodeBody({ body }).body,
    '{"description":"","message":{"attachments":[{"type":"image"}]}}',
  );
});

Deno.test("encodeBody() writes dates as JSON does", () => {
  const body = { at: new Date(0) };
  assertEquals(
    encodeBody({ body }).body,
    '{"at":"1970-01-01T00:00:00.000Z"}',
  );
});

for (
  const [name, body] of Object.entries({
    "an ArrayBuffer": new ArrayBuffer(2),
    "a Uint8Array": new Uint8Array([1, 2]),
    "a view of a part": new Uint8Array([1, 2, 3]).subarray(1),
    "a Blob": new Blob(["x"]),
    "the parameters of a form": new URLSearchParams({ text: "x" }),
  })
) {
  Deno.test(`encodeBody() passes ${name} on as it is`, () => {
    const encoded = encodeBody({ body, contentType: "image/jpeg" });
    assertStrictEquals(encoded.body, body);
    assertEquals(encoded.contentType, "image/jpeg");
    assertFalse("duplex" in encoded);
    assertEquals(encodeBody({ body }).contentType, undefined);
  });
}

Deno.test("encodeBody() passes a stream on, in the way that Request wants", () => {
  const body = new ReadableStream();
  const encoded = encodeBody({ body, contentType: "image/jpeg" });
  assertStrictEquals(encoded.body, body);
  assertEquals(encoded.duplex, "half");
  assertEquals(encoded.contentType, "image/jpeg");
});

Deno.test("encodeBody() throws what JSON cannot hold", () => {
  const circle: Record<string, unknown> = {};
  circle.circle = circle;
  const words = "Cannot use 'body': it must be what JSON can hold";
  assertThrows(() => encodeBody({ body: circle }), TypeError, words);
  assertThrows(() => encodeBody({ body: { n: 1n } }), TypeError, words);
});

Deno.test("encodeBody() keeps null for the fields that are named, at the top", () => {
  const body = { like_icon: null, name: null, inner: { like_icon: null } };
  assertEquals(
    encodeBody({ body, keepNull: ["like_icon"] }).body,
    '{"like_icon":null,"inner":{}}',
  );
});

Deno.test("encodeBody() passes a form on, whose media type fetch makes", () => {
  const body = new FormData();
  const encoded = encodeBody({ body });
  assertStrictEquals(encoded.body, body);
  assertEquals(encoded.contentType, undefined);
});
