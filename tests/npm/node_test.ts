import { assertEquals } from "@std/assert";
import { Consumer } from "./consumer.ts";
import { works } from "./shared/outcome.ts";

Deno.test("the package compiles and works in a Node project", async () => {
  await using consumer = await Consumer.make("node");
  await consumer.compile();
  const told = await consumer.run("node", "out/node/main.js");
  assertEquals(JSON.parse(told), works);
});
