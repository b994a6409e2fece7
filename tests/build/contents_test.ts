import { assert, assertEquals } from "@std/assert";
import { bundleProgram } from "../../_tools/build/bundle.ts";
import { readConfig } from "../../_tools/project.ts";
import { testWithEsbuild } from "./esbuild.ts";
import { operatorsOf } from "./operators.ts";

/** Operators that others do a part of the work of. */
const BUILT_ON: Readonly<Record<string, readonly string[]>> = {
  catchUp: ["lib/operators/commit.ts"],
};

/** What a bundle imports, and the files of which it holds something. */
async function partsOf(program: string): Promise<string[]> {
  const { metafile } = await bundleProgram(program, "outside");
  return Object.values(metafile.outputs).flatMap(({ inputs, imports }) => [
    ...imports.map(({ path }) => `import ${path}`),
    ...Object.keys(inputs).filter((it) => inputs[it]?.bytesInOutput),
  ]).filter((it) => !["<stdin>", "rxjs:rxjs"].includes(it)).sort();
}

testWithEsbuild(
  "the core holds nothing of other entry points, and imports rxjs only",
  async () => {
    const parts = await partsOf('export * from "@rxgroupme/client";');
    const own = /^lib\/(?!testing\/|cli\/|push\/|webhook\/|cursors\/\w+_)/;
    assertEquals(parts.filter((it) => !own.test(it)), ["import rxjs"]);
  },
);

testWithEsbuild(
  "listGroup() bundles neither the tail nor classes of resources",
  async () => {
    const parts = await partsOf(
      'export { listGroup } from "@rxgroupme/client";',
    );
    const held = parts.filter((it) => /^lib\/(tail|resources|attach)/.test(it));
    assertEquals(held, [
      "lib/resources/messages/largest_page.ts",
      "lib/resources/messages/list_group.ts",
      "lib/resources/messages/list_options.ts",
      "lib/resources/messages/message_chain.ts",
      "lib/tail/plain_source.ts",
    ]);
  },
);

testWithEsbuild("what is imported and not used leaves nothing", async () => {
  const { exports } = await readConfig();
  for (const [entry, path] of Object.entries(exports)) {
    // In no bundle whose size matters: programs, and what is for Deno alone.
    if (/\/(?:cli|init|testing|deno_[^/]*)[/.]/.test(path)) continue;
    const name = `@rxgroupme/client${entry.slice(1)}`;
    const parts = await partsOf(`import "${name}";`);
    assertEquals(parts.filter((it) => !it.startsWith("import ")), [], entry);
  }
});

testWithEsbuild(
  "push holds nothing of testing, webhooks and the command line",
  async () => {
    const parts = await partsOf('export * from "@rxgroupme/client/push";');
    const own = /^lib\/(?!testing\/|cli\/|webhook\/)/;
    const rest = parts.filter((it) => !own.test(it));
    assertEquals(rest, ["import rxjs", "import rxjs/webSocket"]);
  },
);

testWithEsbuild(
  "handlers for msw leave msw outside, and need nothing else",
  async () => {
    const parts = await partsOf(
      'export * from "@rxgroupme/client/testing/msw";',
    );
    assertEquals(parts, [
      "import msw",
      "lib/testing/server/msw_handlers.ts",
      "lib/util/validate.ts",
    ]);
  },
);

testWithEsbuild(
  "what imports one operator bundles that one and its helpers",
  async () => {
    const operators = await operatorsOf("mod.ts");
    assert(operators.size >= 15, `${operators.size} operators`);
    for (const [name, file] of operators) {
      const parts = await partsOf(
        `export { ${name} } from "@rxgroupme/client";`,
      );
      assert(parts.includes(file), name);
      const others = [...operators.values()]
        .filter((it) => it !== file && !BUILT_ON[name]?.includes(it));
      const helper =
        /^lib\/(?:operators\/|util\/|filters\/|paging\/page_work\.ts|errors[/.]|tail\/commit_token\.ts)|^import rxjs$/;
      const excess = parts.filter((it) =>
        others.includes(it) || !helper.test(it)
      );
      assertEquals(excess, [], name);
    }
  },
);

testWithEsbuild(
  "operators come through mod.ts as if from their own files",
  async () => {
    for (const [name, file] of await operatorsOf("mod.ts")) {
      const program = (from: string) => `export { ${name} } from "${from}";`;
      assertEquals(
        await partsOf(program("@rxgroupme/client")),
        await partsOf(program(`./${file}`)),
      );
    }
  },
);
