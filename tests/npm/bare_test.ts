import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { readInstalled } from "../../_tools/npm/installed.ts";
import { readConfig } from "../../_tools/project.ts";
import { Consumer } from "./consumer.ts";

/** Which packages of npm entry points need besides rxjs. */
const NEEDS: Readonly<Record<string, string>> = {
  "./testing/msw": "msw",
  "./cli": "commander",
  "./init": "commander",
};

Deno.test("npm install brings rxjs and nothing more", async (t) => {
  await using consumer = await Consumer.make("bare");
  const { exports } = await readConfig();
  const nameOf = (entry: string) => `@rxgroupme/client${entry.slice(1)}`;
  const entries = Object.keys(exports).filter((it) => !(it in NEEDS));

  await t.step("npm ls names three packages", async () => {
    const { packages } = await readInstalled(consumer.dir);
    assertEquals(packages, ["@rxgroupme/client", "rxjs", "tslib"]);
  });

  await t.step("entry points import in Node, and do nothing", async () => {
    const args = ["bare/quiet.js", ...entries.map(nameOf)];
    assertEquals(await consumer.run("node", ...args), "quiet\n");
  });

  for (const [entry, needed] of Object.entries(NEEDS)) {
    await t.step(`${entry} without ${needed} names it`, async () => {
      const program = `await import(${JSON.stringify(nameOf(entry))})`;
      const args = ["--input-type=module", "--eval", program];
      const { message } = await assertRejects(
        () => consumer.run("node", ...args),
        Error,
      );
      assertMatch(message, /ERR_MODULE_NOT_FOUND/);
      assert(message.includes(`Cannot find package '${needed}'`), message);
    });
  }

  await t.step("what needs Deno says so in Node", async () => {
    const words = JSON.parse(await consumer.run("node", "bare/words.js"));
    assertEquals(Object.keys(words), [
      "denoKvCursor",
      "ndjsonMirror",
      "sqliteMirror",
    ]);
    for (const [name, text] of Object.entries(words)) {
      assertMatch(`${text}`, /^Cannot use .*Deno/, name);
    }
  });

  await t.step("groupme says what to install, and works with it", async () => {
    const groupme = ["--no-install", "groupme", "--help"];
    const { message } = await assertRejects(
      () => consumer.run("npx", ...groupme),
      Error,
    );
    const [, line = ""] = message.match(
      /^error: groupme needs commander: say "npm (install [^"]+)"$/m,
    ) ?? [];
    const packages = line.split(" ");
    assertEquals(packages.length, 3, message);
    await consumer.run("npm", ...packages, "--no-audit", "--no-fund");
    assertMatch(await consumer.run("npx", ...groupme), /^Usage: groupme /);
  });
});
