import { assert, assertEquals } from "@std/assert";
import { world } from "./ask.ts";

const PUSH = "https://push.groupme.com/faye";

function script(message: unknown, jsonp: string): Request {
  const query = new URLSearchParams({ jsonp });
  if (message !== undefined) query.set("message", JSON.stringify(message));
  return new Request(`${PUSH}?${query}`);
}

Deno.test("GET /faye answers a script that calls a function with the replies", async () => {
  const { fetch } = world();
  const handshake = {
    id: "1",
    channel: "/meta/handshake",
    version: "1.0",
    supportedConnectionTypes: ["callback-polling"],
  };
  const answer = await fetch(script([handshake], "faye.call1"));
  assertEquals(answer.status, 200);
  const type = answer.headers.get("content-type");
  assertEquals(type, "text/javascript; charset=utf-8");
  const text = await answer.text();
  const [, json = ""] = /^\/\*\*\/faye\.call1\((.*)\);$/.exec(text) ?? [];
  const [reply] = JSON.parse(json);
  assertEquals([reply.channel, reply.successful], ["/meta/handshake", true]);
  for (const bad of [script(undefined, "call"), script([], "alert(1)//")]) {
    const refused = await fetch(bad);
    assertEquals([refused.status, await refused.text()], [400, "Bad request"]);
  }
});

Deno.test("the push server answers no preflight, so that no page of another origin posts", async () => {
  const { fetch } = world();
  const { ok, headers } = await fetch(new Request(PUSH, { method: "OPTIONS" }));
  assert(!ok);
  assertEquals(headers.get("access-control-allow-origin"), null);
});
