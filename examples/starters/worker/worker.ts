/**
 * A Cloudflare Worker that passes on the messages of groups; see `README.md`.
 *
 * @module
 */

import { type Webhook, webhook } from "@rxgroupme/client/webhook";
import type { Env } from "./platform.ts";

export { Relay } from "./relay.ts";

let hook: Webhook | undefined;

export default {
  /** Answers GroupMe, and wakes the object of the group. */
  fetch(request: Request, env: Env, context: unknown): Promise<Response> {
    hook ??= webhook({
      secret: env.HOOK_SECRET,
      // It posts nothing to GroupMe, so that it cannot answer itself.
      filter: () => true,
      handle: ({ group_id }) => wake(env, `${group_id}`),
    });
    return hook.handler(request, context);
  },
};

async function wake({ RELAYS }: Env, group: string): Promise<void> {
  const relay = RELAYS.get(RELAYS.idFromName(group));
  const { ok, status } = await relay.fetch("https://relay/", {
    method: "POST",
    body: group,
  });
  if (!ok) throw new Error(`Cannot wake group ${group}: status ${status}`);
}
