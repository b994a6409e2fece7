import { readConfig, readText, root } from "../project.ts";

/** The file that holds the starters. */
export const STARTERS = "lib/init/starters.json";

const SOURCES = "examples/starters";

/** What the projects need besides the library, as the import map has it. */
const DEPENDENCIES = ["miniflare", "rxjs"];

/** The text of {@linkcode STARTERS}. */
export async function packStarters(): Promise<string> {
  const { name, version, exports } = await readConfig();
  const files: Record<string, Record<string, string>> = {};
  for (const kind of await namesIn(SOURCES)) {
    const entries: [string, string][] = [];
    for (const path of await namesIn(`${SOURCES}/${kind}`)) {
      entries.push([path, await readText(`${SOURCES}/${kind}/${path}`)]);
    }
    files[kind] = Object.fromEntries(entries);
  }
  const packed = {
    name,
    version,
    lintPlugin: exports["./lint"]?.replace(/^\.\/(.*)ts$/, "$1js"),
    versions: await readVersions(),
    files,
  };
  return `${JSON.stringify(packed, null, 2)}\n`;
}

async function readVersions(): Promise<Record<string, string>> {
  const { imports }: { imports: Record<string, string> } = JSON.parse(
    await readText("import_map.json"),
  );
  return Object.fromEntries(DEPENDENCIES.map((name) => {
    const [, version] = /^npm:.+@(.+)$/.exec(imports[name] ?? "") ?? [];
    if (version === undefined) throw new Error(`Cannot find ${name}`);
    return [name, version];
  }));
}

/** What a directory holds, but for what a run of it leaves behind. */
async function namesIn(dir: string): Promise<string[]> {
  const entries = Deno.readDir(new URL(`${dir}/`, root));
  const names = await Array.fromAsync(entries, ({ name }) => name);
  return names.filter((it) => !/^(?:dist|node_modules)$|\.ndjson$/.test(it))
    .sort();
}
