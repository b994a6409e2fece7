import { assertEquals } from "@std/assert";
import { pinned, root } from "../_tools/deno.ts";

/** A program in which whatever could act at import throws. */
const program = `
for (const name of ["fetch", "setTimeout", "setInterval", "queueMicrotask"]) {
  globalThis[name] = () => { throw new Error(name + " was called"); };
}
crypto.getRandomValues = crypto.randomUUID = () => {
  throw new Error("crypto was called");
};
Math.random = Date.now = () => { throw new Error("asked for chance or time"); };
const { Client } = await import("${import.meta.resolve("../mod.ts")}");
const client = new Client({ token: "t", rateLimit: { requests: 8, perMs: 1000 } });
client.groups.listAll();
client.groups.messages("1").listAll();
client.groups.messages("1").create("text");
client.groups.messages("1").tail();
client.tail();
console.log("quiet");
`;

Deno.test("mod.ts does nothing when imported, nor does a Client when made", async () => {
  const map = import.meta.resolve("./import_map.json");
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-check", "-A", pinned],
      ...["--config=deno.json", "--import-map", map, "-"],
    ],
    cwd: root,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(program));
  await input.close();
  const { stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertEquals([text(stdout), text(stderr)], ["quiet\n", ""]);
});
