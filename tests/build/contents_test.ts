import { assertEquals } from "@std/assert";
import { bundleProgram } from "../../_tools/build/bundle.ts";
import { readText } from "../../_tools/project.ts";
import { testWithEsbuild } from "./esbuild.ts";

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
    assertEquals(parts, ["import msw", "lib/testing/server/msw_handlers.ts"]);
  },
);

testWithEsbuild(
  "what imports one operator bundles that one and its helpers",
  async () => {
    const parts = (name: string) =>
      partsOf(`export { ${name} } from "@rxgroupme/client";`);
    const files = (...names: string[]) => [
      "import rxjs",
      ...names.map((name) => `lib/operators/${name}.ts`),
    ];
    assertEquals(await parts("like"), files("each", "like"));
    assertEquals(await parts("react"), files("each", "given", "react"));
    assertEquals(
      await parts("post"),
      files("each", "given", "pending", "post"),
    );
  },
);

testWithEsbuild(
  "operators come through mod.ts as if from their own files",
  async () => {
    const exports = (await readText("mod.ts"))
      .matchAll(/export \{([^}]*)\} from "(\.\/lib\/operators\/.*)"/g);
    let count = 0;
    for (const [, names = "", file] of exports) {
      const [name] = names.trim().split(/,\s*/)
        .filter((it) => !it.startsWith("type "));
      const parts = await partsOf(
        `export { ${name} } from "@rxgroupme/client";`,
      );
      assertEquals(parts, await partsOf(`export { ${name} } from "${file}";`));
      count += 1;
    }
    assertEquals(count, 15);
  },
);
