import { assertEquals, assertMatch } from "@std/assert";
import { assert as assertProperty, property, string } from "fast-check";
import { jsonLine, sanitize } from "../../lib/cli/sanitize.ts";
import { Shell } from "./shell.ts";

/** Whatever may reach a line of a terminal from outside, and must not. */
const UNSAFE =
  /[\p{Cc}\p{Bidi_Control}\u200b\u2060\u2028\u2029\ufeff\u{e0000}-\u{e007f}]/u;

const HOSTILE =
  "A\x1b]0;PWNED\x07\x1b[2J\x9b31mV\u202eIL\x7f\u200f\u200b\u{e0041}\rB\n\ud800";

Deno.test("sanitize() leaves nothing that a terminal obeys, and what people write", () => {
  const parameters = { seed: 11, numRuns: 2_000 };
  assertProperty(
    property(string({ unit: "binary", maxLength: 40 }), (text) => {
      const line = sanitize(text);
      return !UNSAFE.test(line) && line.isWellFormed();
    }),
    parameters,
  );
  assertEquals(sanitize("one\rtwo\tthree"), "one two three");
  for (const text of ["👩‍👩‍👧 שלום", "naïve — “quotes”", "日本語"]) {
    assertEquals(sanitize(text), text);
  }
});

Deno.test("jsonLine() is one line to every reader, and the same value", () => {
  const parameters = { seed: 12, numRuns: 2_000 };
  assertProperty(
    property(string({ unit: "binary", maxLength: 40 }), (text) => {
      const line = jsonLine({ text });
      return !UNSAFE.test(line) && JSON.parse(line).text === text;
    }),
    parameters,
  );
});

for (
  const args of [
    ["groups"],
    ["history", "1"],
    ["history", "1", "--ndjson", "-"],
    ["tail", "1", "--since", "beginning"],
    ["tail", "1", "--since", "beginning", "--json"],
    ["tail", "--all"],
    ["post", "1", "hi"],
    ["history", HOSTILE],
    ["history", "404"],
  ]
) {
  Deno.test(`groupme ${args.map((it) => sanitize(it)).join(" ")} passes nothing raw to a terminal`, async () => {
    const ok = (response: unknown) =>
      Response.json({ response, meta: { code: 200 } });
    const message = {
      id: "175405230100000001",
      group_id: "1",
      created_at: 1754052301,
      name: HOSTILE,
      text: HOSTILE,
      attachments: [{ type: HOSTILE }, { type: "image", url: HOSTILE }],
    };
    const fetch = ({ method, url }: Request) => {
      const { pathname, searchParams } = new URL(url);
      const isLater = searchParams.has("before_id") ||
        searchParams.has("since_id") || Number(searchParams.get("page")) > 1;
      if (method === "POST") {
        return ok({ message: { ...message, id: HOSTILE } });
      }
      if (isLater) return new Response(null, { status: 304 });
      switch (pathname) {
        case "/v3/groups/1":
          return ok({ id: "1", name: HOSTILE });
        case "/v3/groups":
          return ok([
            { id: "1", name: HOSTILE },
            { id: `2${HOSTILE}`, name: HOSTILE },
          ]);
        case "/v3/chats":
          return ok([]);
        case "/v3/groups/1/messages":
          return ok({ count: 1, messages: [message] });
      }
      const meta = { code: 404, errors: [HOSTILE] };
      return Response.json({ meta, response: null }, { status: 404 });
    };
    const shell = new Shell();
    shell.isTerminal = true;
    shell.fetch = (request) => Promise.resolve(fetch(request));
    const running = shell.start(...args);
    await shell.clock.advance(5_000);
    running.interrupt();
    await shell.clock.until(running.code);
    const shown = `${running.out}${running.err}`
      // The command line's own last line.
      .replaceAll("\r\x1b[K", "");
    const lines = shown.split("\n").filter((line) => UNSAFE.test(line));
    assertEquals(lines.map((line) => encodeURI(line.toWellFormed())), []);
    assertMatch(shown, /\S/);
  });
}

for (
  const [name, typed] of [
    ["Family ", "Family"],
    ["Family Trip", "Family\u00a0  Trip"],
    ["Cafe\u0301", "Caf\u00e9"],
    ["Caf\u00e9", " Cafe\u0301"],
  ] as const
) {
  Deno.test(`groupme finds the group ${JSON.stringify(name)} by ${JSON.stringify(typed)}`, async () => {
    const shell = new Shell();
    const { id } = shell.simulator.addGroup({ name, history: 1 });
    const { code, err } = await shell.run("history", typed, "--ndjson", "-");
    assertEquals([code, err], [0, ""]);
    shell.simulator.addGroup({ name: typed, history: 2 });
    const { out } = await shell.run("history", typed, "--ndjson", "-");
    assertEquals(out.trim().split("\n").length, 2);
    assertEquals(out.includes(`"group_id":"${id}"`), false);
  });
}
