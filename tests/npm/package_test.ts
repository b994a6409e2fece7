import { assert, assertEquals, assertMatch } from "@std/assert";
import { makePackage } from "../../_tools/npm/package.ts";
import { readConfig, readText } from "../../_tools/project.ts";

Deno.test("task npm makes a package for npm", async (t) => {
  const beside = await Deno.makeTempDir({ prefix: "package-" });
  const dir = `${beside}/npm`;
  const { name, version, license, exports } = await readConfig();
  try {
    const tarball = await makePackage(dir);
    const manifest = JSON.parse(await Deno.readTextFile(`${dir}/package.json`));

    await t.step("it is called as in deno.json", () => {
      assertEquals(manifest.name, name);
      const file = name.slice(1).replace("/", "-");
      assertEquals(tarball, `${beside}/${file}-${version}.tgz`);
      assertEquals(manifest.license, license);
    });

    await t.step(
      "entry points lead to types, modules and sources",
      async () => {
        assertEquals(Object.keys(manifest.exports), Object.keys(exports));
        for (const [entry, source] of Object.entries(exports)) {
          const { types, default: module } = manifest.exports[entry];
          for (const file of [types, module, `${module}.map`, source]) {
            assert((await Deno.stat(`${dir}/${file}`)).isFile, file);
          }
        }
      },
    );

    await t.step(
      "it holds what is published, and what is made of it",
      async () => {
        const { publish } = await readConfig();
        const made = ["_dist", "bin", "mod.js", "mod.js.map", "package.json"];
        const names = await Array.fromAsync(Deno.readDir(dir), (it) => it.name);
        assertEquals(names.sort(), [...publish.include, ...made].sort());
      },
    );

    await t.step("it asks for rxjs, and for the rest where it is", () => {
      const { dependencies, peerDependencies, peerDependenciesMeta } = manifest;
      assertEquals(dependencies, undefined);
      const optional = ["commander", "msw", "ws"];
      assertEquals(Object.keys(peerDependenciesMeta), optional);
      assertEquals(
        Object.keys(peerDependencies).sort(),
        [...optional, "rxjs"].sort(),
      );
    });

    await t.step("its peers may be what the import map has", async () => {
      const { imports } = JSON.parse(await readText("import_map.json"));
      for (const [name, range] of Object.entries(manifest.peerDependencies)) {
        const [, major] = imports[name].match(/@\^(\d+)/);
        assertMatch(
          `${range}`,
          new RegExp(`(?:^|\\|\\| )\\^${major}\\.`),
          name,
        );
      }
    });
  } finally {
    await Deno.remove(beside, { recursive: true });
  }
});
