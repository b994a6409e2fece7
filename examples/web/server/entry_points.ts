import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnResolveResult, Plugin } from "esbuild";

const ROOT = new URL("../../../", import.meta.url);

/** `import { a, type B } from "..."`, or the same with `export`. */
const LIST = /^(?:im|ex)port \{([^}]*)\} from (["'])([^"']+)\2;/gm;

/**
 * Finds the library by the names that users know, in this checkout.
 *
 * esbuild cuts the page into parts by files, and an entry point leads to every
 * file of the library, as that of rxjs does: what a later part alone uses would
 * be loaded with the first one. So each file gets entry points of what it
 * imports.
 */
export async function entryPoints(): Promise<Plugin> {
  const text = await Deno.readTextFile(new URL("deno.json", ROOT));
  const { name, exports: entries }: {
    name: string;
    exports: Readonly<Record<string, string>>;
  } = JSON.parse(text);
  return {
    name: "entry points",
    setup({ onResolve, onLoad, resolve }) {
      const filter = new RegExp(`^${name}(/|$)`);
      onResolve({ filter }, ({ path, importer }) => {
        const file = entries[`.${path.slice(name.length)}`];
        return file
          ? partOf(fileURLToPath(new URL(file, ROOT)), path, importer)
          : undefined;
      });
      onResolve({ filter: /^rxjs$/ }, async (args) => {
        const { path, importer, kind, resolveDir, pluginData } = args;
        // It is asked here where all of it is, too.
        if (pluginData) return;
        const whole = { kind, resolveDir, pluginData: { isWhole: true } };
        const { path: file } = await resolve(path, whole);
        return partOf(file, path, importer);
      });
      onLoad(
        { filter: /./, namespace: "entry point" },
        async ({ path, pluginData: { importer, specifier } }) => {
          const [used, all] = await Promise.all([
            Deno.readTextFile(importer),
            Deno.readTextFile(path),
          ]);
          const wanted = listsIn(used)
            .filter(({ from }) => from === specifier)
            .flatMap(({ names }) => names);
          const lines = listsIn(all).flatMap(({ names, from }) => {
            const kept = names.filter((it) => wanted.includes(it));
            return kept.length > 0
              ? [`export { ${kept.join(", ")} } from "${from}";`]
              : [];
          });
          return { contents: lines.join("\n"), resolveDir: dirname(path) };
        },
      );
    },
  };
}

/** The entry point at `file`, of what `importer` imports from it. */
function partOf(
  file: string,
  specifier: string,
  importer: string,
): OnResolveResult {
  return {
    namespace: "entry point",
    path: file,
    // Another one for each file that imports it.
    suffix: `?${importer}`,
    pluginData: { importer, specifier },
  };
}

/** The names in lists of imports and exports, those of types aside. */
function listsIn(
  text: string,
): readonly { readonly names: readonly string[]; readonly from: string }[] {
  return [...text.matchAll(LIST)].map(([, list = "", , from = ""]) => ({
    names: list.split(",").map((it) => it.trim())
      .filter((it) => it && !it.startsWith("type ")),
    from,
  }));
}
