import { assertEquals } from "@std/assert";
import { testOnWorkerd, withWorker } from "../support/workerd.ts";
import { Consumer } from "./consumer.ts";
import { works } from "./shared/outcome.ts";

testOnWorkerd(
  "the package compiles and works in a Worker project",
  async () => {
    await using consumer = await Consumer.make("worker");
    await consumer.compile();
    const script = await consumer.run(
      "npx",
      "esbuild",
      "worker/worker.ts",
      "--bundle",
      "--format=esm",
      "--conditions=workerd,worker,browser",
    );
    await withWorker(script, {}, async (worker) => {
      const response = await worker.dispatchFetch("http://localhost/");
      assertEquals(await response.json(), works);
    });
  },
);
