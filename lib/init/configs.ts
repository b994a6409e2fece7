import type { Kind } from "./kinds.ts";
import type { Source } from "./source.ts";
import starters from "./starters.json" with { type: "json" };

const { name: NAME, version: VERSION } = starters;

/** The tasks of each kind: what stands in `tasks` of its `deno.json`. */
const TASKS: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  bot: {
    start: "deno run -A main.ts",
    test: "deno test -A",
  },
  script: {
    start: "deno run -A main.ts",
    test: "deno test -A",
  },
  page: {
    build: "deno bundle --platform=browser --minify --outdir=dist index.html",
    start: "deno run -A serve.ts",
    test: "deno test -A",
  },
  worker: {
    build: "deno bundle --platform=browser --output=dist/worker.js worker.ts",
    start: "deno task build && deno run -A local.ts",
    test: "deno task build && deno test -A",
  },
};

/** The `scripts` of its `package.json`, of kinds that run in Node. */
const SCRIPTS: Partial<Record<Kind, Readonly<Record<string, string>>>> = {
  page: {
    build: "vite build",
    start: "vite",
    test: "node --import tsx --test conversation_test.ts",
  },
  worker: {
    build: "esbuild worker.ts --bundle --format=esm --outfile=dist/worker.js",
    start: "npm run build && node --import tsx local.ts",
    test: "npm run build && node --import tsx --test relay_test.ts",
  },
};

/** The packages that npm installs for development. */
const TOOLS: Partial<Record<Kind, Readonly<Record<string, string>>>> = {
  page: { tsx: "^4.20.0", vite: "^7.0.0" },
  worker: {
    esbuild: "^0.28.0",
    miniflare: starters.versions.miniflare,
    tsx: "^4.20.0",
  },
};

/** The content of `deno.json`. */
export function denoConfig(kind: Kind, source: Source): object {
  const isPackage = source.type === "tarball";
  const { rxjs, miniflare } = starters.versions;
  const imports = {
    [NAME]: `jsr:${NAME}@^${VERSION}`,
    rxjs: `npm:rxjs@${rxjs}`,
    ...(kind === "worker" && { miniflare: `npm:miniflare@${miniflare}` }),
  };
  const plugin = isPackage
    ? `./node_modules/${NAME}/${starters.lintPlugin}`
    : `jsr:${NAME}@^${VERSION}/lint`;
  return {
    tasks: isForNode(kind) && !isPackage
      ? Object.fromEntries(
        Object.entries(TASKS[kind]).map(([name, command]) => [
          name,
          withoutPackages(command),
        ]),
      )
      : TASKS[kind],
    ...(isPackage ? {} : { imports }),
    ...(source.type === "checkout" && { links: [source.path] }),
    ...(isPackage || isForNode(kind)
      ? { nodeModulesDir: isPackage ? "manual" : "none" }
      : {}),
    ...(kind === "bot" && { unstable: ["kv"] }),
    ...(kind === "page" && {
      compilerOptions: { lib: ["deno.ns", "dom", "dom.iterable", "esnext"] },
    }),
    lint: { plugins: [plugin] },
  };
}

/** The content of `package.json`, if there is one. */
export function packageConfig(
  kind: Kind,
  source: Source,
): object | undefined {
  if (!isForNode(kind) && source.type !== "tarball") return undefined;
  return {
    private: true,
    type: "module",
    scripts: SCRIPTS[kind],
    dependencies: {
      // From JSR it is added by `npx jsr add`.
      ...(source.type === "tarball" && { [NAME]: `file:./${source.name}` }),
      rxjs: starters.versions.rxjs,
    },
    // The types of rxjs ask for those of Node.
    devDependencies: { "@types/node": "^24.0.0", ...TOOLS[kind] },
  };
}

/** The content of `tsconfig.json`, for editors where the project runs in Node. */
export function typescriptConfig(kind: Kind): object | undefined {
  if (!isForNode(kind)) return undefined;
  return {
    compilerOptions: {
      strict: true,
      target: "es2022",
      lib: ["esnext", "dom", "dom.iterable"],
      module: "esnext",
      moduleResolution: "bundler",
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
    },
  };
}

/** A task that leaves alone what npm installs for Node.js. */
function withoutPackages(command: string): string {
  return command.split(" && ")
    .map((it) =>
      it.startsWith("deno task") ? it : `DENO_NO_PACKAGE_JSON=1 ${it}`
    )
    .join(" && ");
}

function isForNode(kind: Kind): boolean {
  return kind in SCRIPTS;
}
