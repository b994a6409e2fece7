import { assertEquals } from "@std/assert";
import {
  bundle,
  type Miniflare,
  testOnWorkerd,
  withWorker,
} from "../support/workerd.ts";
import { callback, secret } from "./delivery.ts";
import { postHalf } from "./post_half.ts";

const script = await bundle(new URL("worker.ts", import.meta.url));

/** Posts a body to the worker; gives the status of the answer. */
async function post(
  worker: Miniflare,
  body: string,
  path = `/hook/${secret}`,
): Promise<number> {
  const url = `http://localhost${path}`;
  const response = await worker.dispatchFetch(url, { method: "POST", body });
  await response.arrayBuffer();
  return response.status;
}

/** Posts again and again, until it is not asked to come later. */
async function postUntilTaken(worker: Miniflare, body: string) {
  for (let i = 0; i < 1_000; i++) {
    const status = await post(worker, body);
    if (status !== 503) return status;
  }
}

testOnWorkerd(
  "webhook() on workerd answers before its handler, which goes on",
  async () => {
    const calls: PromiseWithResolvers<Response>[] = [];
    let begun = Promise.withResolvers<void>();
    const SINK = () => {
      const call = Promise.withResolvers<Response>();
      calls.push(call);
      begun.resolve();
      return call.promise;
    };
    const bindings = {
      bindings: { SECRET: secret },
      serviceBindings: { SINK },
    };
    await withWorker(script, bindings, async (worker) => {
      const body = JSON.stringify(callback());
      assertEquals(await post(worker, body), 200);
      await begun.promise;
      // The answer is there, the handler is not done, and does not begin again.
      assertEquals(await post(worker, body), 503);
      assertEquals(calls.length, 1);
      begun = Promise.withResolvers();
      calls[0]?.resolve(new Response(null, { status: 502 }));
      // It failed, so that its second delivery is handled.
      assertEquals(await postUntilTaken(worker, body), 200);
      await begun.promise;
      calls[1]?.resolve(new Response());
      assertEquals(await postUntilTaken(worker, body), 200);
      assertEquals(calls.length, 2);
    });
  },
);

testOnWorkerd("webhook() on workerd refuses what is no callback", async () => {
  const SINK = () => Promise.reject(new Error("it was taken in"));
  const bindings = { bindings: { SECRET: secret }, serviceBindings: { SINK } };
  await withWorker(script, bindings, async (worker) => {
    const body = JSON.stringify(callback());
    assertEquals(await post(worker, body, "/hook/wrong"), 404);
    assertEquals(await post(worker, ""), 400);
    assertEquals(await post(worker, "{"), 400);
    const url = new URL(`/hook/${secret}`, await worker.ready);
    assertEquals(await postHalf(url, "Content-Length: 10000000"), 413);
    assertEquals(await postHalf(url, "Transfer-Encoding: chunked"), 413);
    const get = await worker.dispatchFetch(`http://localhost/hook/${secret}`);
    assertEquals(get.status, 405);
    const path = "/import/of%20the%20module%20itself";
    assertEquals(await post(worker, body, path), 200);
    const bot = JSON.stringify(callback({ sender_type: "bot" }));
    assertEquals(await post(worker, bot), 200);
  });
});
