/**
 * A Cloudflare Worker that passes on the messages of groups; see its README.
 *
 * @module
 */

import { type Webhook, webhook } from "@rxgroupme/client/webhook";
import type { Env } from "./platform.ts";
import { wake } from "./wake.ts";

export { Relay } from "./relay.ts";

let hook: Webhook | undefined;

export default {
  /** Answers GroupMe, and wakes the object of the group. */
  fetch(request: Request, env: Env, context: unknown): Promise<Response> {
    hook ??= webhook({
      secret: env.HOOK_SECRET,
      // It never posts to GroupMe, so that it cannot answer itself.
      filter: () => true,
      handle: ({ group_id }) => wake(env, `${group_id}`),
    });
    return hook.handler(request, context);
  },
};
