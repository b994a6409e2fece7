import { assertEquals, assertMatch } from "@std/assert";
import { readConfig } from "../../_tools/project.ts";
import { Consumer } from "./consumer.ts";
import { works } from "./shared/outcome.ts";

Deno.test("the package compiles and works in a Node project", async () => {
  await using consumer = await Consumer.make("node");
  await consumer.compile();
  const { exports } = await readConfig();
  const entries = Object.keys(exports)
    .map((entry) => `@rxgroupme/client${entry.slice(1)}`);
  const told = await consumer.run("node", "out/node/main.js", ...entries);
  assertEquals(JSON.parse(told), works);
  // The other end of the ranges that it asks for.
  const path = `${consumer.dir}/node_modules/@rxgroupme/client/package.json`;
  const { peerDependencies: { rxjs, commander } } = JSON.parse(
    await Deno.readTextFile(path),
  );
  const others = [
    `rxjs@${rxjs.replace("^", "")}`,
    `commander@${commander.replace(/^.*\|\| /, "")}`,
  ];
  await consumer.run("npm", "install", "--no-audit", "--no-fund", ...others);
  const again = await consumer.run("node", "out/node/main.js", ...entries);
  assertEquals(JSON.parse(again), works);
  const help = await consumer.run("npx", "--no-install", "groupme", "--help");
  assertMatch(help, /^Usage: groupme /);
});
