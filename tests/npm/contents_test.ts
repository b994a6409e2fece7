import { assertEquals } from "@std/assert";
import { build } from "esbuild";
import { makePackage } from "../../_tools/npm/package.ts";
import { testWithEsbuild } from "../build/esbuild.ts";

testWithEsbuild(
  "the package as npm has it gives a bundle what that imports, and no more",
  async () => {
    const beside = await Deno.makeTempDir({ prefix: "package-" });
    const dir = `${beside}/npm`;
    try {
      await makePackage(dir);
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
      assertEquals(await partsOf("NotFound"), ["lib/errors.js"]);
      assertEquals(
        await partsOf("post"),
        ["each", "given", "pending", "post"]
          .map((it) => `lib/operators/${it}.js`),
      );
    } finally {
      await Deno.remove(beside, { recursive: true });
    }
  },
);
