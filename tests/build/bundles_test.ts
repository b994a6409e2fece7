import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { pinned, run } from "../../_tools/deno.ts";
import { withChromium } from "../support/chromium.ts";
import { Loopback } from "../support/loopback.ts";
import { readConfig, root } from "../../_tools/project.ts";
import { filesOf } from "../support/static_files.ts";
import { within } from "../support/within.ts";
import { testOnWorkerd, withWorker } from "../support/workerd.ts";

/** More than any step needs, on the busiest machine, in ms. */
const LIMIT = 180_000;

const TOGETHER = new URL("together.js", import.meta.url);

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
  // Named, as it is not found from a program that is elsewhere.
  const flags = ["-A", "--quiet", "--config=deno.json", pinned];
  return (await run(["run", ...flags, ...args], LIMIT)).text;
}

/** The addresses to which the source maps of a directory lead. */
async function sourcesOf(dir: string): Promise<Set<string>> {
  const files = await readdir(dir, { recursive: true });
  const found = new Set<string>();
  for (const file of files.filter((it) => it.endsWith(".js"))) {
    const map = `${dir}/${file}.map`;
    const [, name = ""] = (await Deno.readTextFile(`${dir}/${file}`))
      .match(/^\/\/# sourceMappingURL=(.+)$/m) ?? [];
    assertEquals(name, basename(map));
    const { sources }: { sources: string[] } = JSON.parse(
      await Deno.readTextFile(map),
    );
    for (const it of sources) found.add(new URL(it, `file://${map}`).href);
  }
  return found;
}

/** A worker that starts another one, of the modules that it is given. */
const LOADER = `export default {
  fetch(request, { LOADER, MODULES }) {
    const worker = LOADER.get("together", () => ({
      compatibilityDate: "2026-01-01",
      mainModule: "main.js",
      modules: JSON.parse(MODULES),
    }));
    return worker.getEntrypoint().fetch(request);
  },
};`;

/** The bundles as modules of a worker, and its main one. */
async function modulesFor(dist: string): Promise<Record<string, string>> {
  const modules: Record<string, string> = {
    "main.js": `import { together } from "./together.js";
      export default {
        fetch: async (request) =>
          new Response(await together("./rxjs_inside/", await request.json())),
      };`,
  };
  for (const file of await readdir(dist, { recursive: true })) {
    if (!/^(?:together|rxjs_inside\/.*)\.js$/.test(file)) continue;
    modules[file] = await Deno.readTextFile(`${dist}/${file}`);
  }
  return modules;
}

testOnWorkerd("task build makes bundles that work as they are", async (t) => {
  const { exports } = await readConfig();
  const names = Object.keys(exports)
    .map((entry) => entry === "." ? "mod" : entry.replace("./", ""));
  // The others import more than rxjs, or need Deno.
  const pure = Object.entries(exports)
    .filter(([, file]) => !/\/(?:cli\/|init\/|deno_|testing\/msw)/.test(file))
    .map(([entry]) => entry === "." ? "mod" : entry.replace("./", ""));
  const path = await Deno.makeTempDir({ prefix: "dist-" });
  const dist = new URL(`file://${path}/`);
  const bundles = (rxjs: string, names: readonly string[]) =>
    names.map((name) => new URL(`rxjs_${rxjs}/${name}.js`, dist).href);

  try {
    await t.step("it holds them to their budgets", async () => {
      const { ok, text } = await run(
        ["run", "-A", pinned, "_tools/build.ts", path],
        LIMIT,
      );
      assert(ok, text);
    });
    for (const rxjs of ["inside", "outside"]) {
      await t.step(
        `rxjs ${rxjs}: each entry point is one of them`,
        async () => {
          const files = await readdir(`${path}/rxjs_${rxjs}`, {
            recursive: true,
          });
          assertEquals(
            files.filter((it) => /^(?!shared\/).*\.js$/.test(it)).sort(),
            names.map((name) => `${name}.js`).sort(),
          );
        },
      );
      await t.step(`rxjs ${rxjs}: they are quiet at import`, async () => {
        const program = "tests/build/import_quietly.ts";
        const told = await deno(program, ...bundles(rxjs, pure));
        assertEquals(told, "quiet\n");
      });
      await t.step(`rxjs ${rxjs}: source maps lead to sources`, async () => {
        const sources = await sourcesOf(`${path}/rxjs_${rxjs}`);
        // But for the one import of what is outside.
        sources.delete("rxjs:rxjs");
        for (const it of sources) assert((await Deno.stat(new URL(it))).isFile);
        assert(sources.has(new URL("lib/client.ts", root).href));
      });
      await t.step(`rxjs ${rxjs}: the command line runs in Deno`, async () => {
        const [cli = ""] = bundles(rxjs, ["cli"]);
        assertMatch(await deno(cli, "groups", "--simulate"), /Harbour Choir/);
      });
    }
    // For Node, which would have to guess, and for a page.
    await Deno.writeTextFile(`${path}/package.json`, '{"type":"module"}');
    await Deno.writeTextFile(`${path}/index.html`, "<!doctype html>");
    await Deno.copyFile(TOGETHER, `${path}/together.js`);
    await t.step("rxjs inside: they need nothing, in Node either", async () => {
      const program = bundles("inside", pure)
        .map((bundle) => `await import("${bundle}");`).join("\n");
      assertEquals(await node("--input-type=module", "--eval", program), "");
    });
    await t.step("rxjs inside: several are one library", async () => {
      const program = `import { together } from "${dist}together.js";
        console.log(await together("${dist}rxjs_inside/"));`;
      const told = await node("--input-type=module", "--eval", program);
      assertEquals(told, "250, then Unauthorized\n");
    });
    await t.step("rxjs inside: in Chromium, too", async () => {
      await using server = new Loopback(filesOf(path));
      const told = await withChromium(async (browser) => {
        const page = await browser.newPage();
        await page.goto(server.origin);
        const done = page.evaluate(
          `import("/together.js").then((it) =>
            it.together("/rxjs_inside/", ${JSON.stringify(pure)}))`,
        );
        return await within(LIMIT, "The page", done);
      });
      assertEquals(told, "250, then Unauthorized");
    });
    await t.step("rxjs inside: in workerd, too", async () => {
      const bindings = { MODULES: JSON.stringify(await modulesFor(path)) };
      const workerLoaders = { LOADER: {} };
      await withWorker(LOADER, { bindings, workerLoaders }, async (worker) => {
        const response = await worker.dispatchFetch("http://localhost/", {
          method: "POST",
          body: JSON.stringify(pure),
        });
        assertEquals(await response.text(), "250, then Unauthorized");
      });
    });
  } finally {
    await Deno.remove(path, { recursive: true });
  }
});
