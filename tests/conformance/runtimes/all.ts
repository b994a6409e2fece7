import { inBun } from "./bun.ts";
import { inChromium } from "./chromium.ts";
import { inDeno } from "./deno.ts";
import { inMsw } from "./msw.ts";
import { inNode } from "./node.ts";
import type { Runtime } from "./runtime.ts";
import { inWorkerd } from "./workerd.ts";

/** Where the library runs unchanged. */
export const runtimes: Readonly<Record<string, Runtime>> = {
  "Deno": inDeno,
  "Chromium": inChromium,
  "workerd": inWorkerd,
  "Node.js": inNode,
  "Bun": inBun,
};

/** Where it runs with something in between that cannot do all. */
export const halfway: Readonly<Record<string, Runtime>> = {
  "msw in Chromium": inMsw,
};
