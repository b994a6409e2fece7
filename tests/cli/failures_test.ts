import { assert, assertEquals, assertMatch } from "@std/assert";
import { Shell, withDirectory } from "./shell.ts";

const COMMANDS = [
  ["groups"],
  ["history", "1234"],
  ["history", "Family"],
  ["tail", "Family"],
  ["tail", "--all"],
  ["post", "Family", "Dinner?"],
];

/** Runs each command, and expects the same line and exit code of each. */
async function assertEach(shell: Shell, err: RegExp): Promise<void> {
  for (const args of COMMANDS) {
    const ended = await shell.run(...args);
    assertMatch(ended.err, err, args.join(" "));
    assertEquals([ended.code, ended.out], [1, ""], args.join(" "));
  }
}

Deno.test("groupme says where a token comes from when there is none", async () => {
  const shell = new Shell();
  shell.env.GROUPME_TOKEN = " ";
  await assertEach(
    shell,
    /^error: Cannot ask GroupMe: GROUPME_TOKEN is not set\. [^\n]+\n$/,
  );
  assertEquals(shell.simulator.requests, []);
});

Deno.test("groupme says that a token is wrong, after one request", async () => {
  const shell = new Shell();
  shell.env.GROUPME_TOKEN = "wrong-token";
  await assertEach(
    shell,
    /^error: Cannot GET \/v3\/\S+: status 401 unauthorized\. Check the token in GROUPME_TOKEN: \S+ shows yours\n$/,
  );
  const { length } = shell.simulator.requests;
  // The listings of groups and of chats are asked for side by side, where a
  // name is looked for and with --all.
  assert(length <= COMMANDS.length + 4, `${length} requests`);
});

Deno.test("groupme says that there is no network", async () => {
  const shell = new Shell();
  const address = "https://api.groupme.com/v3/groups";
  shell.fetch = () =>
    Promise.reject(
      new TypeError(
        `error sending request for url (${address}): client error (Connect): dns error`,
      ),
    );
  await assertEach(
    shell,
    /^error: Cannot GET \/v3\/\S+: no answer from api\.groupme\.com \(client error \(Connect\): dns error\)\. Check the network\n$/,
  );
});

Deno.test("groupme says that GroupMe limits requests for good", async () => {
  const shell = new Shell();
  shell.simulator.fault({ status: 429 });
  const { code, err } = await shell.run("groups");
  assertEquals(code, 1);
  const last = err.trimEnd().split("\n").at(-1) ?? "";
  assertMatch(
    last,
    /^error: Cannot GET \/v3\/groups: status 429 .*\. Try again in 1 min 0 s$/,
  );
});

Deno.test("groupme names a group that is not there", async () => {
  const shell = new Shell();
  shell.simulator.addGroup({ name: "family" });
  for (const group of ["Family", "1234"]) {
    for (const args of [["history"], ["tail"], ["post"]]) {
      const text = args[0] === "post" ? ["hello"] : [];
      const ended = await shell.run(...args, group, ...text);
      assertEquals(ended, {
        code: 1,
        out: "",
        err:
          `error: Cannot find "${group}": no group or chat of yours has that id or name. "groupme groups" and "groupme chats" list what is yours\n`,
      });
    }
  }
});

Deno.test("groupme asks which group when several have the name", async () => {
  const shell = new Shell();
  const ids = [1, 2].map(() => shell.simulator.addGroup({ name: "Twins" }).id);
  const { code, err } = await shell.run("post", "Twins", "hello");
  assertEquals(code, 1);
  assertMatch(
    err,
    /^error: Cannot tell which "Twins" is meant, several have that name\. Take an id: /,
  );
  for (const id of ids) assert(err.includes(id));
});

Deno.test("groupme takes a number for a name if it is not an id", async () => {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "2014", history: 3 });
  const { code, out } = await shell.run("post", "2014", "hello");
  assertEquals([code, out], [0, `${group.idAt(3)}\n`]);
});

Deno.test("groupme sends the token to no other machine in the clear", async () => {
  const shell = new Shell();
  for (const api of ["http://groupme.example", "http://10.0.0.7:8787"]) {
    const { code, err } = await shell.run("groups", "--api", api);
    assertEquals(code, 2);
    assertMatch(
      err,
      /your token would go to another machine unencrypted\. Say https\n$/,
    );
  }
  assertEquals(shell.simulator.requests, []);
});

Deno.test("groupme takes where GroupMe is from --api or GROUPME_API", async () => {
  const shell = new Shell();
  const urls: string[] = [];
  shell.fetch = (request) => {
    urls.push(request.url.replace(/\?.*/, ""));
    return shell.simulator.fetch(request);
  };
  shell.env.GROUPME_API = "http://127.0.0.1:1/base/";
  await shell.run("groups");
  await shell.run("groups", "--api", "https://relay.example");
  assertEquals([...new Set(urls)], [
    "http://127.0.0.1:1/base/v3/groups",
    "https://relay.example/v3/groups",
  ]);
});

Deno.test("groupme never prints the token", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const { simulator } = shell;
    const { token } = simulator;
    simulator.addGroup({ name: "Family", history: 9, members: 1 });
    const commands = [
      ["groups"],
      ["history", "Family"],
      ["history", "Family", "--ndjson", `${dir}/family.ndjson`],
      ["post", "Family", "Dinner?"],
      ["--help"],
      ["bogus"],
    ];
    const faults = [
      undefined,
      { status: 401, errors: [`bad token ${token}`] },
      { status: 500, body: `cannot serve ?token=${token}` },
      { htmlBody: true },
      { connectionError: true },
    ];
    for (const fault of faults) {
      const handle = fault && simulator.fault(fault);
      for (const args of commands) {
        const { out, err } = await shell.run(...args);
        assert(!(out + err).includes(token), args.join(" "));
      }
      handle?.remove();
    }
  }));
