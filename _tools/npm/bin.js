#!/usr/bin/env node
import { readFileSync } from "node:fs";

/** What only the command line imports. */
const NEEDED = ["commander", "ws"];

/** The line that installs it, of the versions that will do. */
function installLine() {
  const path = new URL("../package.json", import.meta.url);
  const { peerDependencies } = JSON.parse(readFileSync(path, "utf8"));
  const majorOf = (name) => /\d+/.exec(peerDependencies[name]);
  const packages = NEEDED.map((name) => `${name}@${majorOf(name)}`);
  return `npm install ${packages.join(" ")}`;
}

function misses({ code, message }, name) {
  return code === "ERR_MODULE_NOT_FOUND" && message.includes(`'${name}'`);
}

const { runHere } = await import("../lib/cli/mod.js").catch((error) => {
  const name = NEEDED.find((it) => misses(error, it));
  if (!name) throw error;
  console.error(`error: groupme needs ${name}: say "${installLine()}"`);
  process.exit(1);
});
await runHere();
