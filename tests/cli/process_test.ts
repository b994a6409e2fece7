import { assertEquals, assertMatch } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { Child } from "./child.ts";
import { Served } from "./served.ts";
import { withDirectory } from "./shell.ts";

const MAIN = "lib/cli/mod.ts";

Deno.test("groupme runs as a process, with the exit codes of its kind", async () => {
  await using groups = new Child(MAIN, ["groups", "--simulate"]);
  await using none = new Child(MAIN, ["groups"]);
  await using wrong = new Child(MAIN, ["bogus"]);
  assertEquals(await groups.code(), 0, groups.err);
  assertEquals(groups.out.split("\n").length, 5);
  assertMatch(groups.out, /\tFamily\n/);
  assertEquals(await none.code(), 1);
  assertMatch(
    none.err,
    /^error: Cannot ask GroupMe: GROUPME_TOKEN is not set\. [^\n]+\n$/,
  );
  assertEquals(await wrong.code(), 2);
  assertEquals(wrong.err, "error: unknown command 'bogus'\n");
});

Deno.test("groupme history goes on after Ctrl-C, and after a sudden end", () =>
  withDirectory(async (dir) => {
    const simulator = new GroupMeSimulator();
    const group = simulator.addGroup({ name: "Family", history: 4_000 });
    let pages = 0;
    let held = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    await using served = new Served(simulator, ({ pathname }) => {
      // The fifth page of each run never comes, until the last one.
      if (!pathname.endsWith("/messages") || ++pages % 5 > 0) return;
      held.resolve();
      return release.promise;
    });
    const path = `${dir}/family.ndjson`;
    const args = ["history", "Family", "--ndjson", path];
    for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
      await using child = new Child(MAIN, args, served.env);
      await held.promise;
      held = Promise.withResolvers();
      child.kill(signal);
      const code = await child.code();
      if (signal === "SIGKILL") continue;
      assertEquals(code, signal === "SIGINT" ? 130 : 143);
      assertMatch(child.err, /Interrupted: [\d,]+ messages in .*\n$/);
    }
    release.resolve();
    await using last = new Child(MAIN, args, served.env);
    assertEquals(await last.code(), 0, last.err);
    assertMatch(last.err, /^Going on after [\d,]+00 messages/);
    const ids = (await Deno.readTextFile(path)).trimEnd().split("\n")
      .map((line) => JSON.parse(line).id);
    const all = Array.from({ length: 4_000 }, (_, i) => group.idAt(3_999 - i));
    assertEquals(ids, all);
  }));

Deno.test("groupme ends in silence when its reader is gone", async () => {
  await using child = new Child(MAIN, ["history", "--simulate", "Family"]);
  await child.hears(/\n/);
  child.stopReading();
  assertEquals([await child.code(), child.err], [0, ""]);
});

Deno.test("groupme tail ends with Ctrl-C", async () => {
  await using child = new Child(MAIN, ["tail", "--simulate", "--all"]);
  await child.hears(/^Following 4 groups and 1 chat/m);
  await child.hears(/^\d{4}-.* \[.*: .*\n/m);
  child.kill("SIGINT");
  assertEquals(await child.code(), 130);
});

Deno.test("groupme simulate serves the others, until Ctrl-C", async () => {
  const args = ["simulate", "--port", "0", "--no-talk"];
  await using served = new Child(MAIN, args);
  const [, GROUPME_API = "", GROUPME_TOKEN = ""] = await served.hears(
    /GROUPME_API=(\S+) GROUPME_TOKEN=(\S+)/,
  );
  assertMatch(GROUPME_API, /^http:\/\/127\.0\.0\.1:\d+$/);
  const env = { GROUPME_API, GROUPME_TOKEN };
  await using groups = new Child(MAIN, ["groups"], env);
  assertEquals(await groups.code(), 0, groups.err);
  assertMatch(groups.out, /\t640\t.*\tBook Club\n/);
  await using tail = new Child(MAIN, ["tail", "Family"], env);
  await tail.hears(/Following Family/);
  await using post = new Child(MAIN, ["post", "Family", "Dinner?"], env);
  assertEquals(await post.code(), 0, post.err);
  served.kill("SIGINT");
  assertEquals(await served.code(), 130);
  assertEquals(served.err, "Ctrl-C ends\n");
  await tail.hears(
    /Offline, and trying on: Cannot GET \S+: no answer from 127\.0\.0\.1:\d+ \(/,
  );
  tail.kill("SIGINT");
  assertEquals(await tail.code(), 130);
});

Deno.test("groupme simulate says that a port is in use", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  await using child = new Child(MAIN, ["simulate", "--port", String(port)]);
  assertEquals(await child.code(), 1);
  assertEquals(
    child.err,
    `error: Cannot listen on port ${port}: it is in use\n`,
  );
});
