import { assert, assertEquals, assertMatch } from "@std/assert";
import { makePackage } from "../../_tools/npm/package.ts";
import { withDirectory } from "../cli/shell.ts";
import { assertConverses } from "./page.ts";
import { type Ended, Starter } from "./starter.ts";

/** Runs a program, which has to end well. */
async function succeed(
  starter: Starter,
  [program = "", ...args]: readonly string[],
  typed?: string,
): Promise<string> {
  const { code, text }: Ended = await starter.run(program, args, typed);
  assertEquals(code, 0, `${program} ${args.join(" ")}\n${text}`);
  return text;
}

const INSTALL = ["npm", "install", "--no-audit", "--no-fund"];

Deno.test("init takes the library from a tarball", (t) =>
  withDirectory(async (dir) => {
    const from = await makePackage(`${dir}/npm`);

    await t.step("page tests and builds itself in Node", async () => {
      await using starter = await Starter.make("page", { from });
      await succeed(starter, INSTALL);
      assertMatch(await succeed(starter, ["npm", "test"]), /^# pass 1$/m);
      await succeed(starter, ["npm", "run", "build"]);
      await assertConverses(`${starter.dir}/dist`);
    });

    await t.step("worker tests itself in Node, and relays", async () => {
      await using starter = await Starter.make("worker", { from });
      await succeed(starter, INSTALL);
      assertMatch(await succeed(starter, ["npm", "test"]), /^# pass 1$/m);
      const text = await succeed(starter, ["npm", "start"], "Hello\n");
      assertMatch(text, /^the sink took +Mari: Hello$/m);
    });

    await t.step(
      "bot is checked and tested in Deno, from npm's files",
      async () => {
        await using starter = await Starter.make("bot", { from });
        await succeed(starter, INSTALL);
        const text = await succeed(starter, [Deno.execPath(), "task", "test"]);
        assert(text.includes("1 passed"), text);
        await succeed(starter, [Deno.execPath(), "lint"]);
      },
    );
  }));
