import { assert, assertEquals, assertMatch } from "@std/assert";
import { run } from "../../.ci/deno.ts";
import { readConfig, root } from "../support/project.ts";

const LIMIT = 60_000;

/** Runs Node to its end; gives all that it wrote. */
async function node(...args: readonly string[]): Promise<string> {
  const signal = AbortSignal.timeout(LIMIT);
  const { stdout, stderr } = await new Deno.Command("node", {
    args: [...args],
    signal,
  }).output();
  const decoder = new TextDecoder();
  return decoder.decode(stdout) + decoder.decode(stderr);
}

/** Runs Deno with what the project may import; gives all that it wrote. */
async function deno(...args: readonly string[]): Promise<string> {
  const map = "--import-map=tests/import_map.json";
  return (await run(["run", "-A", "--quiet", "--no-lock", map, ...args], LIMIT))
    .text;
}

/** The files from which a bundle was made. */
async function sourcesOf(bundle: string): Promise<URL[]> {
  const code = await Deno.readTextFile(new URL(bundle));
  const [, map = ""] = code.match(/^\/\/# sourceMappingURL=(.+)$/m) ?? [];
  const { sources }: { sources: string[] } = JSON.parse(
    await Deno.readTextFile(new URL(map, bundle)),
  );
  return sources.map((source) => new URL(source, bundle));
}

Deno.test("task build makes bundles that work as they are", async (t) => {
  const { exports } = await readConfig();
  const names = Object.keys(exports)
    .map((entry) => entry === "." ? "mod" : entry.replace("./", ""));
  // The others import more than rxjs.
  const pure = names.filter((it) => !["cli", "testing/msw"].includes(it));
  const path = await Deno.makeTempDir({ prefix: "dist-" });
  const dist = new URL(`file://${path}/`);
  const bundles = (rxjs: string, names: readonly string[]) =>
    names.map((name) => new URL(`rxjs_${rxjs}/${name}.js`, dist).href);

  try {
    await t.step("it holds them to their budgets", async () => {
      const { ok, text } = await run(
        ["run", "-A", ".ci/build.ts", path],
        LIMIT,
      );
      assert(ok, text);
    });
    for (const rxjs of ["inside", "outside"]) {
      await t.step(`rxjs ${rxjs}: they are quiet at import`, async () => {
        const program = "tests/build/import_quietly.ts";
        const told = await deno(program, ...bundles(rxjs, pure));
        assertEquals(told, "quiet\n");
      });
      await t.step(`rxjs ${rxjs}: source maps lead to sources`, async () => {
        for (const bundle of bundles(rxjs, names)) {
          const sources = await sourcesOf(bundle);
          assert(sources.some(({ href }) => href.startsWith(root.href)));
          for (const source of sources) {
            // But for the one import of what is outside.
            if (source.protocol === "rxjs:") continue;
            assert((await Deno.stat(source)).isFile, source.href);
          }
        }
      });
      await t.step(`rxjs ${rxjs}: the command line runs in Deno`, async () => {
        const [cli = ""] = bundles(rxjs, ["cli"]);
        assertMatch(await deno(cli, "groups", "--simulate"), /Harbour Choir/);
      });
    }
    await t.step("rxjs inside: they need nothing, in Node either", async () => {
      const program = bundles("inside", pure)
        .map((bundle) => `await import("${bundle}");`).join("\n");
      assertEquals(await node("--input-type=module", "--eval", program), "");
    });
    await t.step("rxjs inside: several are one library", async () => {
      const program = new URL("tests/build/together.mjs", root).pathname;
      const told = await node(program, new URL("rxjs_inside/", dist).href);
      assertEquals(told, "250 messages, then Unauthorized\n");
    });
  } finally {
    await Deno.remove(path, { recursive: true });
  }
});
