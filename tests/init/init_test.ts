import { assert, assertEquals, assertMatch } from "@std/assert";
import { readConfig, readText } from "../../_tools/project.ts";
import { withDirectory } from "../cli/shell.ts";
import { checkout, init } from "./starter.ts";

const KINDS = ["bot", "page", "worker", "script"];

/** All that a directory holds, by name. */
async function namesIn(dir: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(dir), ({ name }) => name)).sort();
}

Deno.test("main() makes each kind, and says the next commands", () =>
  withDirectory(async (dir) => {
    for (const kind of KINDS) {
      const path = `${dir}/my ${kind}/it`;
      const { code, out, err } = await init([kind, path]);
      assertEquals([code, err], [0, ""]);
      assert(out.includes(`Made a ${kind} in ${path}.\n`), out);
      assert(out.includes(`\n  cd '${path}'\n`), out);
      assertMatch(out, /^ {2}deno task start /m);
      const names = await namesIn(path);
      for (const name of [".gitignore", "README.md", "deno.json"]) {
        assert(names.includes(name), `${kind}: ${names}`);
      }
      // Nothing of the making is left beside it.
      assertEquals(await namesIn(`${dir}/my ${kind}`), ["it"]);
    }
  }));

Deno.test("main() takes the library from JSR, at its own version, unless told", () =>
  withDirectory(async (dir) => {
    const { version } = await readConfig();
    for (const kind of KINDS) {
      await init([kind, `${dir}/${kind}`]);
      const text = await Deno.readTextFile(`${dir}/${kind}/deno.json`);
      const { imports, links, lint } = JSON.parse(text);
      const specifier = `jsr:@rxgroupme/client@^${version}`;
      assertEquals(imports["@rxgroupme/client"], specifier);
      assertEquals(lint.plugins, [`${specifier}/lint`]);
      assertEquals(links, undefined);
    }
    const text = await Deno.readTextFile(`${dir}/page/package.json`);
    assertEquals(Object.keys(JSON.parse(text).dependencies), ["rxjs"]);
    const { out } = await init(["page", `${dir}/another`]);
    assertMatch(out, /^ {2}npx jsr add @rxgroupme\/client && npm install$/m);
  }));

Deno.test("main() makes a project in a directory that is empty", () =>
  withDirectory(async (dir) => {
    // Somebody may stand in it: it has to stay the same directory.
    const { ino } = await Deno.stat(dir);
    const { code } = await init(["bot", dir, "--from", checkout]);
    assertEquals(code, 0);
    assertEquals((await Deno.stat(dir)).ino, ino);
    const names = await namesIn(dir);
    assert(names.includes("main.ts"));
    assertEquals(names.filter((it) => it.startsWith(".")), [".gitignore"]);
  }));

Deno.test("main() refuses a directory that holds something, and changes nothing", () =>
  withDirectory(async (dir) => {
    await Deno.writeTextFile(`${dir}/a.txt`, "a");
    const one = await init(["bot", dir]);
    assertEquals([one.code, one.out], [2, ""]);
    assertEquals(
      one.err,
      `error: Cannot make ${dir}: it holds a.txt. ` +
        "Name a directory that is new or empty\n",
    );
    await Deno.mkdir(`${dir}/b`);
    const two = await init(["bot", dir]);
    assertMatch(two.err, /: it holds a\.txt and 1 more\. /);
    assertEquals(await namesIn(dir), ["a.txt", "b"]);
  }));

Deno.test("main() refuses the name of a file, and a path below one", () =>
  withDirectory(async (dir) => {
    const file = `${dir}/a.txt`;
    await Deno.writeTextFile(file, "a");
    const there = await init(["bot", file]);
    assertEquals(there.code, 2);
    assertMatch(there.err, /there is a file of that name\n$/);
    const below = await init(["bot", `${file}/bot`]);
    assertEquals(below.code, 1);
    assertMatch(below.err, /^error: Cannot make .*a\.txt\/bot: [^\n]+\n$/);
    assertEquals(await namesIn(dir), ["a.txt"]);
  }));

for (
  const [args, message] of [
    [
      ["boat", "x"],
      /^error: There is no starter "boat": choose one of bot, page, worker, script\n$/,
    ],
    [["bot"], /^error: missing required argument 'dir'\n$/],
    [[], /^error: missing required argument 'starter'\n$/],
    [["bot", "x", "y"], /^error: too many arguments/],
    [["bot", "x", "--to", "y"], /^error: unknown option '--to'\n$/],
    // As an unset variable of a shell gives them: not the directory one is in.
    [["bot", ""], /^error: .* It must not be empty\.\n$/],
    [["bot", "x", "--from", ""], /^error: .* It must not be empty\.\n$/],
  ] as const
) {
  const line = args.map((it) => it || "''").join(" ");
  Deno.test(`main() refuses: init ${line}`, async () => {
    const { code, out, err } = await init(args);
    assertEquals([code, out], [2, ""]);
    assertMatch(err, message);
  });
}

Deno.test("main() refuses --from what is neither a checkout nor a tarball", () =>
  withDirectory(async (dir) => {
    await Deno.writeTextFile(`${dir}/a.tgz`, "no tarball");
    await Deno.mkdir(`${dir}/other`);
    await Deno.writeTextFile(`${dir}/other/deno.json`, '{ "name": "@a/b" }');
    for (
      const [from, reason] of [
        ["missing", "there is no such file or directory"],
        ["other", "the directory is no checkout of @rxgroupme/client"],
        ["a.tgz", "the file is no tarball; `deno task npm` makes one"],
      ]
    ) {
      const path = `${dir}/${from}`;
      const { code, err } = await init(["bot", `${dir}/x`, "--from", path]);
      assertEquals(code, 2);
      assertEquals(
        err,
        `error: Cannot take the library from ${path}: ${reason}\n`,
      );
    }
    assertEquals(await namesIn(dir), ["a.tgz", "other"]);
  }));

Deno.test("main() leaves nothing when it is interrupted", () =>
  withDirectory(async (dir) => {
    const path = `${dir}/bot`;
    const before = await init(["bot", path], AbortSignal.abort("SIGINT"));
    assertEquals([before.code, before.out], [130, ""]);
    const controller = new AbortController();
    const running = init(["bot", path, "--from", checkout], controller.signal);
    controller.abort("SIGINT");
    assertEquals((await running).code, 130);
    assertEquals(await namesIn(dir), []);
  }));

Deno.test("main() --help names each kind, and a task of deno.json runs it", async () => {
  const { code, out } = await init(["--help"]);
  assertEquals(code, 0);
  for (const kind of KINDS) assertMatch(out, new RegExp(`^  ${kind} `, "m"));
  const { tasks } = JSON.parse(await readText("deno.json"));
  assertEquals(tasks.init.command, "deno run -A lib/init/mod.ts --from .");
});
