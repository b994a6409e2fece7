import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Loader, Plugin } from "esbuild";
import { root } from "../../../_tools/deno.ts";
import {
  entryPoints,
  ourEntryPoints,
} from "../../../_tools/build/entry_points.ts";

const MOUNTS = fileURLToPath(new URL("examples/bindings/mounts/", root));

/** Bundles one binding with its framework out of an installed directory. */
export async function bundleBinding(
  mount: string,
  dir: string,
  mode: "production" | "development",
): Promise<string> {
  const esbuild = await import("esbuild");
  const built = await esbuild.build({
    entryPoints: [`${MOUNTS}${mount}`],
    absWorkingDir: fileURLToPath(root),
    nodePaths: [`${dir}/node_modules`],
    plugins: [
      ourEntryPoints(await entryPoints()),
      installed(dir),
      ...mount.startsWith("solid") ? [solid(dir)] : [],
      ...mount.startsWith("svelte") ? [svelte(dir)] : [],
    ],
    alias: mount.startsWith("vue")
      ? { vue: `${dir}/node_modules/vue/dist/vue.esm-bundler.js` }
      : {},
    define: {
      "process.env.NODE_ENV": JSON.stringify(mode),
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
      ngDevMode: "false",
    },
    bundle: true,
    format: "iife",
    target: "es2022",
    conditions: [
      mode === "development" ? "development" : "production",
      "browser",
    ],
    jsx: "automatic",
    jsxImportSource: "react",
    tsconfigRaw: {
      compilerOptions: {
        experimentalDecorators: true,
        useDefineForClassFields: false,
      },
    },
    write: false,
    logLevel: "silent",
  });
  await esbuild.stop();
  return built.outputFiles?.[0]?.text ?? "";
}

/** Finds rxjs and frameworks where they were installed, from any file. */
function installed(dir: string): Plugin {
  return {
    name: "installed",
    setup({ onResolve, resolve }) {
      const filter =
        /^(rxjs|tslib|react|react-dom|svelte|solid-js|lit|@angular)(\/|$)/;
      onResolve(
        { filter },
        ({ path, kind, pluginData }) =>
          pluginData === dir
            ? undefined
            : resolve(path, { kind, resolveDir: dir, pluginData: dir }),
      );
    },
  };
}

/** Compiles components of Svelte. */
function svelte(dir: string): Plugin {
  return {
    name: "svelte",
    setup({ onLoad }) {
      onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
        const { compile } = createRequire(`${dir}/package.json`)(
          "svelte/compiler",
        );
        const source = await Deno.readTextFile(path);
        const { js } = compile(source, { filename: path, generate: "client" });
        return { contents: js.code, loader: "js" };
      });
    },
  };
}

/** Compiles JSX as Solid's own compiler does. */
function solid(dir: string): Plugin {
  return {
    name: "solid",
    setup({ onLoad, esbuild }) {
      onLoad(
        { filter: /solid[^/]*\.tsx$|solid\/[^/]*\.tsx$/ },
        async ({ path }) => {
          const require = createRequire(`${dir}/package.json`);
          const babel = require("@babel/core");
          const source = await Deno.readTextFile(path);
          const plain = await esbuild.transform(source, {
            loader: "tsx",
            jsx: "preserve",
            target: "esnext",
          });
          const { code } = await babel.transformAsync(plain.code, {
            filename: path,
            babelrc: false,
            configFile: false,
            presets: [require("babel-preset-solid")],
          });
          return { contents: code as string, loader: "js" satisfies Loader };
        },
      );
    },
  };
}
