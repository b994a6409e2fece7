import { readFile } from "node:fs/promises";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
// @ts-types="./miniflare.d.ts"
import { Miniflare } from "miniflare";

const SECRET = "made-up-for-this-machine-only";
const HOOK_URL = `https://relay.example/${SECRET}`;
const SINK_URL = "https://sink.example/hook";

/** The worker on this machine, between a simulated GroupMe and a sink. */
export interface Here {
  /** Posts a text in the group, and has GroupMe call the worker. */
  say(text: string): void;
  /** Ends the worker. */
  stop(): Promise<void>;
}

/**
 * Starts the worker that a build left in `dist/worker.js`. All that it fetches
 * is answered here: nothing leaves this machine.
 *
 * @param take Takes the text of each message that the worker passes on, and
 * gives the status to answer with.
 * @returns Resolves once the worker follows the group.
 */
export async function startHere(take: (text: string) => number): Promise<Here> {
  const simulator = new GroupMeSimulator({
    onCallback: async (request) => {
      await call(await request.text());
    },
  });
  const mari = simulator.addUser({ name: "Mari" });
  const group = simulator.addGroup({ members: [mari], history: 20 });
  simulator.addBot(group, { callbackUrl: HOOK_URL });

  let polls = 0;
  let follow = () => {};
  const followed = new Promise<void>((resolve) => follow = resolve);
  const worker = new Miniflare({
    modules: true,
    script: await readFile("dist/worker.js", "utf8"),
    compatibilityDate: "2026-01-01",
    host: "127.0.0.1",
    // Otherwise it asks the network where in the world it runs.
    cf: false,
    bindings: { GROUPME_TOKEN: simulator.token, HOOK_SECRET: SECRET, SINK_URL },
    durableObjects: { RELAYS: { className: "Relay", useSQLite: true } },
    async outboundService({ url, method, headers, body }) {
      if (url.startsWith(SINK_URL)) {
        const { content } = await new Response(body).json();
        return new Response(null, { status: take(content) });
      }
      // The second time, the first was of use.
      if (/\/messages\b/.test(url) && ++polls === 2) follow();
      return simulator.fetch(new Request(url, { method, headers }));
    },
  });

  async function call(body: string): Promise<void> {
    const init = { method: "POST", body };
    const response = await worker.dispatchFetch(HOOK_URL, init);
    await response.arrayBuffer();
  }

  await worker.ready;
  // As whoever deploys it does, once for each group.
  await call(JSON.stringify({ group_id: group.id, id: group.id }));
  await followed;
  return {
    say: (text) => void simulator.inject(group, { userId: mari.id, text }),
    stop: () => worker.dispose(),
  };
}
