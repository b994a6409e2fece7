import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { entryPoints } from "./entry_points.ts";

/** Files of the page by their paths, each with its bytes. */
export type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

const ROOT = new URL("../../../", import.meta.url);

/** Packages of npm that the page is made of. */
const PACKAGES = /^(rxjs|preact|uplot)(\/|$)/;

/** Does what rxjs needs of tslib, in a quarter of the bytes. */
const TSLIB = fileURLToPath(new URL("tslib.ts", import.meta.url));

/** Bundles the page: `app.js`, and what it loads only when it is asked for. */
export async function bundlePage(): Promise<{
  readonly files: Files;
  readonly metafile: esbuild.Metafile;
}> {
  const built = await esbuild.build({
    entryPoints: {
      app: fileURLToPath(new URL("../app/main.tsx", import.meta.url)),
      style: fileURLToPath(new URL("../page/style.css", import.meta.url)),
      statistics: fileURLToPath(
        new URL("../page/statistics.css", import.meta.url),
      ),
    },
    outdir: "/",
    chunkNames: "chunks/[name]-[hash]",
    absWorkingDir: fileURLToPath(ROOT),
    plugins: [await entryPoints(), packages()],
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    // Of rxjs, which otherwise comes as ES5.
    conditions: ["es2015"],
    jsx: "transform",
    jsxFactory: "h",
    jsxFragment: "Fragment",
    inject: [fileURLToPath(new URL("../app/jsx.ts", import.meta.url))],
    // So rxjs names what nobody else may use.
    mangleProps: /^_[a-z]/,
    tsconfigRaw: {},
    minify: true,
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  // Its process would stay, and with it the program that serves.
  await esbuild.stop();
  const files = new Map(
    built.outputFiles.map(({ path, contents }) => [path, contents.slice()]),
  );
  return { files, metafile: built.metafile };
}

/** Finds packages where Deno keeps them. */
function packages(): esbuild.Plugin {
  return {
    name: "packages",
    async setup({ onResolve, resolve }) {
      // Only what a program loads has a place where Deno keeps it. By a name that
      // is not seen, as the types of a page are not those of this program.
      const names = ["rxjs", "preact", "uplot"];
      await Promise.all(names.map((name) => import(name)));
      const ofRxjs = createRequire(import.meta.resolve("rxjs"));
      const ofPreact = createRequire(import.meta.resolve("preact"));
      const ofUplot = createRequire(import.meta.resolve("uplot"));
      onResolve({ filter: /^tslib$/ }, () => ({ path: TSLIB }));
      onResolve({ filter: PACKAGES }, ({ path, kind, pluginData }) => {
        const [name = ""] = path.split("/");
        // It has no exports, and so its name leads nowhere from within.
        if (name === "uplot") {
          const place = dirname(ofUplot.resolve("uplot/package.json"));
          return { path: join(place, "dist/uPlot.esm.js") };
        }
        const require = name === "preact" ? ofPreact : ofRxjs;
        const resolveDir = dirname(require.resolve(`${name}/package.json`));
        // From within a package, its name leads esbuild to its package.json.
        if (pluginData === resolveDir) return undefined;
        return resolve(path, { kind, resolveDir, pluginData: resolveDir });
      });
    },
  };
}
