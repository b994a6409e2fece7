import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { OutputFile, Plugin } from "esbuild";

/** Whether bundles import rxjs, or hold what they need of it. */
export type Rxjs = "outside" | "inside";

/** Puts into the bundle what it needs of rxjs, and of what rxjs needs itself. */
export async function rxjsInside(): Promise<Plugin> {
  // Only what a program loads has a place where Deno keeps it.
  await import("rxjs");
  const require = createRequire(import.meta.resolve("rxjs"));
  return {
    name: "rxjs inside",
    setup({ onResolve, resolve }) {
      const filter = /^(rxjs|tslib)(\/|$)/;
      onResolve({ filter }, ({ path, kind, pluginData }) => {
        const resolveDir = dirname(require.resolve(path));
        // From within a package, its name leads esbuild to its package.json.
        if (pluginData === resolveDir) return undefined;
        return resolve(path, { kind, resolveDir, pluginData: resolveDir });
      });
    },
  };
}

/** What bundles import from rxjs, by whether they use it. */
export interface Imports {
  /** What they use. */
  readonly used: ReadonlySet<string>;
  /** What is only imported, as what would use it was left out. */
  readonly unused: ReadonlySet<string>;
}

/**
 * Leaves rxjs outside.
 *
 * @param imports What is imported of it; when known, it is so by one statement.
 */
export function rxjsOutside(imports?: Imports): Plugin {
  const namespace = "rxjs";
  return {
    name: "rxjs outside",
    setup({ onLoad, onResolve }) {
      onResolve(
        { filter: /^rxjs(\/|$)/ },
        ({ path, namespace: from }) =>
          imports && path === "rxjs" && from !== namespace
            ? { path, namespace }
            // An import of `rxjs/webSocket` goes with what uses it.
            : { path, external: true, sideEffects: path === "rxjs" },
      );
      onLoad({ filter: /^rxjs$/, namespace }, () => {
        const { used, unused } = imports ?? {};
        const lines = [`export { ${[...used ?? []]} } from "rxjs";`];
        if (unused?.size) lines.push(`export let ${[...unused]};`);
        return { contents: lines.join("\n") };
      });
    },
  };
}

/** Reads off bundles, not minified ones, what they import from rxjs. */
export function importsOfRxjs(files: readonly OutputFile[]): Imports {
  const [used, all] = [new Set<string>(), new Set<string>()];
  for (const { text } of files) {
    const statement = /^import \{([^}]*)\} from "rxjs";$/gm;
    const words = new Set(text.replaceAll(statement, "").match(/[\w$]+/g));
    const items = [...text.matchAll(statement)]
      .flatMap(([, list = ""]) => list.split(",").map((it) => it.trim()));
    for (const item of items) {
      const [name = "", local = name] = item.split(" as ");
      all.add(name);
      if (words.has(local)) used.add(name);
    }
  }
  return { used, unused: all.difference(used) };
}
