import { assertEquals, assertThrows } from "@std/assert";
import { parts, toAsciicast } from "../../_tools/record/asciicast.ts";

const HEAD = "Script started on a day\n";

Deno.test("parts() gives each part its time and text, characters that are cut too", () => {
  const output = new TextEncoder().encode(`${HEAD}one█two\r\n`);
  // Three bytes and the first of the bar's, its other two, and the rest.
  const list = parts(output, "0.5 4\n0.25 2\n1 5\n");
  assertEquals(list, [
    { at: 0.5, text: "one" },
    { at: 0.75, text: "█" },
    { at: 1.75, text: "two\r\n" },
  ]);
});

Deno.test("parts() refuses what is no timing", () => {
  assertThrows(() => parts(new Uint8Array(), "O 0.5 4\n"), Error, "No timing");
});

Deno.test("toAsciicast() makes a header and an event for each part", () => {
  const list = [{ at: 0.12345, text: "a\x1b[K" }, { at: 2, text: "" }];
  const lines = toAsciicast(list, { columns: 80, rows: 30 }).split("\n");
  assertEquals(lines, [
    '{"version":2,"width":80,"height":30}',
    '[0.123,"o","a\\u001b[K"]',
    "",
  ]);
});

Deno.test("docs/demo.cast is a recording of a demo that ended well, below 100 kB", async () => {
  const cast = await Deno.readTextFile("docs/demo.cast");
  const [header, ...events] = cast.trimEnd().split("\n")
    .map((line) => JSON.parse(line));
  const text = events.map(([, , text]) => text).join("");
  assertEquals([header.version, cast.length < 100_000], [2, true]);
  const verdicts = text.match(/Nothing lost, nothing twice/g);
  assertEquals(verdicts?.length, 2);
  assertEquals(/\/(home|root|work|Users)\//.test(text), false);
});
