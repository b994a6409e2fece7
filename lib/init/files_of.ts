import { denoConfig, packageConfig, typescriptConfig } from "./configs.ts";
import type { Kind } from "./kinds.ts";
import type { Source } from "./source.ts";
import starters from "./starters.json" with { type: "json" };

/** The files of a project: contents by path. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** All files of a project. */
export function filesOf(kind: Kind, source: Source): Files {
  const files = new Map<string, string | Uint8Array>(
    Object.entries(starters.files[kind]),
  );
  files.set("deno.json", json(denoConfig(kind, source)));
  const forNpm = packageConfig(kind, source);
  if (forNpm) files.set("package.json", json(forNpm));
  const forTypes = typescriptConfig(kind);
  if (forTypes) files.set("tsconfig.json", json(forTypes));
  if (source.type === "tarball") files.set(source.name, source.bytes);
  return files;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
