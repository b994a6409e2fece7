import type { Kind } from "./kinds.ts";
import type { Source } from "./source.ts";
import starters from "./starters.json" with { type: "json" };

/** Says what was made, and the next commands. */
export function nextSteps(kind: Kind, dir: string, source: Source): string {
  const rows = [
    ...(source.type === "tarball" ? [["npm install", ""]] : []),
    ["deno task start", "run it, on a simulated GroupMe"],
    ["deno task test", "test it"],
    ["deno lint", "find mistakes, commands that are never sent too"],
  ];
  const lines = [
    `Made a ${kind} in ${dir}.`,
    "",
    "Next:",
    "",
    `  cd ${quote(dir)}`,
    ...rows.map(([command = "", about]) =>
      about ? `  ${command.padEnd(17)} # ${about}` : `  ${command}`
    ),
    ...inNode(kind, source),
    "",
    "Without Deno on this machine, write npx -y deno@2 for deno. README.md tells",
    "the rest, such as where your token goes.",
  ];
  return `${lines.join("\n")}\n`;
}

/** The commands in Node.js, where the project is for it too. */
function inNode(kind: Kind, source: Source): string[] {
  if ((kind !== "page" && kind !== "worker")) return [];
  switch (source.type) {
    case "registry":
      return [
        "",
        "Or in Node.js:",
        "",
        `  npx jsr add ${starters.name} && npm install`,
        "  npm start",
        "  npm test",
      ];
    case "checkout":
      return [];
    case "tarball":
      return ["", "Or in Node.js: npm start, npm test."];
  }
}

/** A path as a shell takes it. */
function quote(path: string): string {
  return /^[\w./~+-]+$/.test(path)
    ? path
    : `'${path.replaceAll("'", `'\\''`)}'`;
}
