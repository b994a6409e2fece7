import { basename } from "node:path";

/** Where types are: beside them, sources would be taken for types. */
export const TYPES = "_dist";

/** The file behind the command `groupme`. */
export const BIN = "bin/groupme.js";

/** What every entry point needs; a peer, as an application has one RxJS. */
const RXJS = "rxjs";

/** More versions than Deno takes: each end of them is tried by the tests. */
const VERSIONS = { rxjs: "^7.5.0", commander: "^14.0.3 || ^15.0.0" };

/** What is read of the `package.json` that Deno makes. */
export interface Draft {
  name: string;
  version: string;
  type: string;
  exports: Record<string, { types: string; default: string }>;
  dependencies: Record<string, string>;
}

/** The `package.json` of the tarball. */
export interface Manifest extends Omit<Draft, "dependencies"> {
  description: string;
  license: string;
  keywords: readonly string[];
  engines: { node: string };
  sideEffects: false;
  bin: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: true }>;
}

/**
 * Makes the `package.json` of the tarball: it depends on rxjs, and on what some
 * entry points import besides only where somebody installs that.
 *
 * @param draft What Deno makes, with all that any entry point imports.
 * @param license As `deno.json` names it.
 */
export function manifestOf(draft: Draft, license: string): Manifest {
  const { name, version, type, exports, dependencies } = draft;
  const optional = Object.keys(dependencies).filter((it) => it !== RXJS);
  const entries = Object.entries(exports).map((
    [entry, { types, default: js }],
  ) => [
    entry,
    { types: types.replace("./", `./${TYPES}/`), default: js },
  ]);
  return {
    name,
    version,
    description: "GroupMe as RxJS streams, over nothing but fetch",
    license,
    keywords: ["groupme", "rxjs", "chat", "bot"],
    type,
    engines: { node: ">=20" },
    sideEffects: false,
    exports: Object.fromEntries(entries),
    bin: { [basename(BIN, ".js")]: BIN },
    peerDependencies: { ...dependencies, ...VERSIONS },
    peerDependenciesMeta: Object.fromEntries(
      optional.map((it) => [it, { optional: true }]),
    ),
  };
}
