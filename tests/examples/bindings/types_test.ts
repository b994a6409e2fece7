import { root } from "../../../_tools/deno.ts";
import { readConfig } from "../../../_tools/project.ts";
import { runIn, withFrameworks } from "./install.ts";

const BINDINGS = new URL("examples/bindings/", root);
/** More than any check needs, on the busiest machine. */
const CHECK_MS = 6 * 60_000;

/** As a project with our options has it; the library is read as its sources. */
async function compilerOptions() {
  const { exports } = await readConfig();
  const { pathname } = root;
  const ours = Object.entries(exports).map(([entry, file]) =>
    [`@rxgroupme/client${entry.slice(1)}`, [`${pathname}${file}`]] as const
  );
  return {
    target: "es2022",
    lib: ["ESNext", "DOM", "DOM.Iterable"],
    module: "esnext",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    skipLibCheck: true,
    types: [],
    experimentalDecorators: true,
    useDefineForClassFields: false,
    jsx: "react-jsx",
    jsxImportSource: "react",
    paths: { ...Object.fromEntries(ours), rxjs: ["./node_modules/rxjs"] },
  };
}

async function copyTo(dir: string, from: URL): Promise<string[]> {
  const copied: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    const path = `${dir}/${name}`;
    if (isDirectory) {
      await Deno.mkdir(path, { recursive: true });
      copied.push(...await copyTo(path, new URL(`${name}/`, from)));
    } else {
      await Deno.copyFile(new URL(name, from), path);
      copied.push(path);
    }
  }
  return copied;
}

Deno.test("examples/bindings have the types of their frameworks, templates included", (t) =>
  withFrameworks(async (dir) => {
    const options = await compilerOptions();
    const programs = (await copyTo(dir, BINDINGS))
      .filter((path) => /\.tsx?$/.test(path));
    const isSolid = (path: string) => /solid[^/]*(\/[^/]*)?\.tsx$/.test(path);
    const configs = {
      solid: {
        files: programs.filter(isSolid),
        compilerOptions: {
          ...options,
          jsx: "preserve",
          jsxImportSource: "solid-js",
        },
      },
      others: {
        files: programs.filter((path) => !isSolid(path)),
        compilerOptions: options,
        angularCompilerOptions: { strictTemplates: true },
      },
    };
    for (const [name, config] of Object.entries(configs)) {
      await Deno.writeTextFile(`${dir}/${name}.json`, JSON.stringify(config));
    }
    const run = (program: string, ...args: string[]) =>
      runIn(dir, CHECK_MS, `${dir}/node_modules/.bin/${program}`, args);
    await t.step("Solid", () => run("tsc", "-p", "solid.json"));
    // ngc checks what tsc does, and the templates of Angular.
    await t.step("the others", () => run("ngc", "-p", "others.json"));
    await t.step("Svelte", () =>
      run(
        "svelte-check",
        ...["--workspace", ".", "--tsconfig", "./others.json"],
        ...["--output", "human", "--fail-on-warnings"],
      ));
  }));
