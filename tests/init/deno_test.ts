import { assertEquals, assertMatch } from "@std/assert";
import { prepareBundler } from "../../_tools/bundler.ts";
import { testOnWorkerd } from "../support/workerd.ts";
import { assertConverses } from "./page.ts";
import { denoCache, Starter } from "./starter.ts";

/** A program that posts nothing, as newcomers write it. */
const AWAITED = `
import { Client } from "@rxgroupme/client";

await Client.fromToken("...").groups.messages("1234").create("hi");
`;

/** What the others share: with the bot nothing is fetched yet. */
const cache = await denoCache();

const COMMANDS = [["task", "test"], ["check"], ["lint"], ["fmt", "--check"]];

/** Its own test and its checks hold, and the plugin of ./lint is at work. */
async function assertSound(starter: Starter): Promise<void> {
  for (const args of COMMANDS) {
    const { code, text } = await starter.deno(args);
    assertEquals(code, 0, `deno ${args.join(" ")}\n${text}`);
  }
  const path = `${starter.dir}/awaited.ts`;
  await Deno.writeTextFile(path, AWAITED);
  const { code, text } = await starter.deno(["lint", "awaited.ts"]);
  assertEquals(code, 1);
  assertMatch(text, /rxgroupme\/no-unsubscribed-command/);
  await Deno.remove(path);
}

Deno.test("init bot tests itself, and answers offline what is said and typed", async () => {
  await using starter = await Starter.make("bot");
  await assertSound(starter);
  const { code, text } = await starter.deno(["task", "start"], "!roll 1\n");
  assertEquals(code, 0, text);
  assertMatch(text, /^A simulated GroupMe: nothing leaves this machine\.$/m);
  assertMatch(text, /^Mari: !ping\nGull: pong$/m);
  assertMatch(text, /^Gull: A die has two sides or more: !roll 20$/m);
});

Deno.test("init script tests itself, and exports a group offline", async () => {
  await using starter = await Starter.make("script", { cache });
  await assertSound(starter);
  const { code, text } = await starter.deno(["task", "start"]);
  assertEquals(code, 0, text);
  const [, count, path] =
    text.match(/^(\d+) messages of Tide Pool are in (\d+\.ndjson)$/m) ?? [];
  const lines = (await Deno.readTextFile(`${starter.dir}/${path}`)).trimEnd()
    .split("\n");
  assertEquals(lines.length, Number(count));
  assertEquals(new Set(lines.map((it) => JSON.parse(it).id)).size, 2_500);
});

testOnWorkerd(
  "init worker tests itself on workerd, and relays offline what is typed",
  async () => {
    await prepareBundler();
    await using starter = await Starter.make("worker", { cache });
    await assertSound(starter);
    const typed = "Who brings the nets?\n";
    const { code, text } = await starter.deno(["task", "start"], typed);
    assertEquals(code, 0, text);
    assertMatch(
      text,
      /^the sink took +Mari: Low tide is at six\nthe sink took +Mari: Who brings the nets\?$/m,
    );
  },
);

Deno.test("init page tests itself, and shows a conversation in Chromium", async () => {
  await prepareBundler();
  await using starter = await Starter.make("page", { cache });
  await assertSound(starter);
  const { code, text } = await starter.deno(["task", "build"]);
  assertEquals(code, 0, text);
  await assertConverses(`${starter.dir}/dist`);
});
