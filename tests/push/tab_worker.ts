/**
 * A tab, as far as push goes: a worker with Web Locks and broadcast channels.
 *
 * @module
 */

import { Client } from "@rxgroupme/client";
import { push } from "@rxgroupme/client/push";
import { acrossTabs } from "@rxgroupme/client/push/tabs";

const worker = globalThis as unknown as {
  postMessage(message: unknown): void;
};

globalThis.addEventListener("message", (event) => {
  const { port } = (event as MessageEvent<{ port: number }>).data;
  const me = { response: { id: "70" }, meta: { code: 200 } };
  const client = new Client({
    token: "token",
    fetch: (request) =>
      request.url.endsWith("/users/me")
        ? Promise.resolve(Response.json(me))
        : fetch(request),
    baseUrls: {
      api: "https://api.groupme.com/v3",
      push: `http://127.0.0.1:${port}/faye`,
    },
  });
  push(client, { tabs: acrossTabs() }).watch().subscribe((signal) => {
    worker.postMessage(
      signal.type === "message" ? Number(signal.data.id) : signal.type,
    );
  });
});
