import { assert, assertEquals, assertMatch } from "@std/assert";
import type { FaultOptions } from "@rxgroupme/client/testing";
import { Shell } from "./shell.ts";

/** Ways in which each request fails, and what a user is told of it. */
const FAULTS: [FaultOptions, RegExp][] = [
  [
    { status: 401 },
    /: status 401 .*\. Check the token in GROUPME_TOKEN: \S+ shows yours$/,
  ],
  [{ status: 403 }, /: status 403 .*\. Your account may not do this$/],
  [
    { status: 404 },
    /: status 404 .*\. Check the id, and whether you are a member: "groupme groups" and /,
  ],
  [{ status: 429 }, /: status 429 .*\. Try again in 1 min 0 s$/],
  [
    { status: 429, headers: { "retry-after": "300" } },
    /: status 429 .*\. Try again in 5 min 0 s$/,
  ],
  [{ status: 500 }, /: status 500 .*\. Try again later$/],
  [
    { status: 502, body: "<html>bad gateway</html>" },
    /: status 502\. Try again later$/,
  ],
  [
    { connectionError: true },
    /: no answer from api\.groupme\.com \(.*\)\. Check the network$/,
  ],
  [{ hang: true }, /: no whole answer within \d+ ms\. Check the network$/],
  [{ truncate: "text" }, /: no whole JSON\. Try again later$/],
  [
    { truncate: "stream" },
    /: the answer broke off \(.*\)\. Check the network$/,
  ],
  [{ emptyBody: true }, /: an empty body\. Ask again$/],
  [
    { htmlBody: true },
    /: a web page instead of JSON\. Check the network for a sign-in page$/,
  ],
  [
    { status: 302, headers: { location: "https://wifi.example" } },
    /: a redirect, .*\. Check --api, and the network for a sign-in page$/,
  ],
  [
    { status: 200, body: "{}" },
    /: no envelope of GroupMe's\. Check --api, and the network for a sign-in page$/,
  ],
];

/** Options of a program, which mean nothing to who types commands. */
const PROGRAMMER =
  /baseUrls|rateLimit|sourceGuid|answer:|TypeError|undefined|\[object/;

for (const [fault, line] of FAULTS) {
  Deno.test(`groupme tells of ${JSON.stringify(fault)} in one line with what to do`, async () => {
    for (const args of [["groups"], ["chats"], ["history", "1234"]]) {
      const shell = new Shell();
      shell.simulator.fault(fault);
      const { code, out, err } = await shell.run(...args);
      const last = err.trimEnd().split("\n").at(-1) ?? "";
      assertEquals([code, out], [1, ""], args[0]);
      assertMatch(last, /^error: Cannot GET \/v3\/\S+: /);
      assertMatch(last, line);
      assert(!PROGRAMMER.test(err), err);
      assertEquals(err.match(/^error: /gm)?.length, 1);
    }
  });
}

Deno.test("groupme tells of a chat that is gone, once it is read", async () => {
  const shell = new Shell();
  const ada = shell.simulator.addUser({ name: "Ada" });
  shell.simulator.addChat(ada, { history: 3 });
  shell.simulator.fault({
    match: { path: /direct_messages/ },
    status: 404,
    body: "",
  });
  for (
    const args of [["history", "Ada"], ["tail", "Ada"], [
      "tail",
      "Ada",
      "-n",
      "3",
    ]]
  ) {
    assertEquals(await shell.run(...args), {
      code: 1,
      out: "",
      err: `${
        args[0] === "tail" ? "Following Ada: Ctrl-C ends\n" : ""
      }error: Cannot GET /v3/direct_messages: status 404. Check the id, and whether you are a member: "groupme groups" and "groupme chats" list what is yours\n`,
    });
  }
});

Deno.test("groupme asks whether a server is there, where it is not GroupMe's", async () => {
  const shell = new Shell();
  shell.env.GROUPME_API = "http://127.0.0.1:9";
  shell.fetch = () => Promise.reject(new TypeError("Connection refused"));
  const { code, err } = await shell.run("groups");
  assertEquals([code, err], [
    1,
    "error: Cannot GET /v3/groups: no answer from 127.0.0.1:9 (Connection refused). Check the network, and whether there is a server at that address\n",
  ]);
});
