import { assert, assertEquals } from "@std/assert";
import { build } from "esbuild";
import { makePackage } from "../../_tools/npm/package.ts";
import { testWithEsbuild } from "../build/esbuild.ts";
import { operatorsOf } from "../build/operators.ts";

testWithEsbuild(
  "the package as npm has it gives a bundle what that imports, and no more",
  async () => {
    const beside = await Deno.makeTempDir({ prefix: "package-" });
    const dir = `${beside}/npm`;
    try {
      await makePackage(dir);
      // Bundlers find it out by themselves, as with what JSR gives to npm.
      await Deno.remove(`${dir}/package.json`);
      const partsOf = async (name: string) => {
        const { metafile } = await build({
          stdin: {
            contents: `export { ${name} } from "./mod.js";`,
            resolveDir: dir,
          },
          absWorkingDir: dir,
          bundle: true,
          format: "esm",
          plugins: [{
            name: "rxjs outside, which does nothing by itself either",
            setup: ({ onResolve }) =>
              onResolve({ filter: /^rxjs$/ }, ({ path }) => ({
                path,
                external: true,
                sideEffects: false,
              })),
          }],
          metafile: true,
          write: false,
        });
        return Object.values(metafile.outputs).flatMap(({ inputs }) =>
          Object.keys(inputs).filter((it) => inputs[it]?.bytesInOutput)
        ).sort();
      };
      assertEquals(await partsOf("NotFound"), [
        "lib/errors.js",
        "lib/errors/groupme_error.js",
      ]);
      const operators = await operatorsOf("mod.ts");
      const others = new Set(operators.values());
      others.delete(operators.get("post") ?? "");
      const parts = (await partsOf("post"))
        .map((it) => it.replace(/js$/, "ts"));
      const excess = parts.filter((it) =>
        others.has(it) ||
        // The pace of pagers; and the base of errors, whose emit to npm names
        // the key of instanceof outside the class.
        !/^lib\/(?:(?:operators|util)\/|paging\/page_work|errors\/groupme_error)/
          .test(it)
      );
      assert(parts.includes("lib/operators/post.ts"));
      assertEquals(excess, []);
    } finally {
      await Deno.remove(beside, { recursive: true });
    }
  },
);
