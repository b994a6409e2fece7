import { assertEquals } from "@std/assert";
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
});
