import { npmPackage } from "../../support/npm.ts";
import type { Venue } from "../play.ts";
import { inProgram } from "./program.ts";
import type { Played } from "./runtime.ts";

/** What npm calls what Deno names otherwise. */
const ARCHITECTURES = { x86_64: "x64", aarch64: "aarch64" } as const;

/** Plays the suite in the Bun of npm. */
export async function inBun(venue: Venue): Promise<Played> {
  const { os, arch } = Deno.build;
  const platform = `@oven/bun-${os}-${ARCHITECTURES[arch]}`;
  // Its own command is put in place by an install script, which nothing runs.
  const { path } = await npmPackage("bun", platform);
  return inProgram(`${path}/bin/bun`, ["--eval"], venue);
}
