import { assert, assertEquals } from "@std/assert";
import { makePackage } from "../../_tools/npm/package.ts";
import { readConfig, readText } from "../../_tools/project.ts";

Deno.test("task npm makes the package that JSR gives to npm", async (t) => {
  const beside = await Deno.makeTempDir({ prefix: "package-" });
  const dir = `${beside}/npm`;
  const { name, version, exports } = await readConfig();
  try {
    const tarball = await makePackage(dir);
    const manifest = JSON.parse(await Deno.readTextFile(`${dir}/package.json`));

    await t.step("it is called as there", () => {
      const [scope, own] = name.slice(1).split("/");
      assertEquals(manifest.name, `@jsr/${scope}__${own}`);
      assertEquals(tarball, `${beside}/jsr-${scope}__${own}-${version}.tgz`);
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
        const made = ["_dist", "mod.js", "mod.js.map", "package.json"];
        const names = await Array.fromAsync(Deno.readDir(dir), (it) => it.name);
        assertEquals(names.sort(), [...publish.include, ...made].sort());
      },
    );

    await t.step("it depends on what its modules import", async () => {
      const { imports } = JSON.parse(await readText("import_map.json"));
      const packages = ["cli-progress", "commander", "msw", "rxjs", "ws"];
      assertEquals(
        Object.entries(manifest.dependencies).map(([name, version]) =>
          `npm:${name}@${version}`
        ),
        packages.map((it) => imports[it]),
      );
    });
  } finally {
    await Deno.remove(beside, { recursive: true });
  }
});
