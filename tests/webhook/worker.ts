/**
 * A worker with a bot's callback, for tests on workerd.
 *
 * @module
 */

import { type Webhook, webhook } from "../../lib/webhook/mod.ts";

interface Env {
  SECRET: string;
  SINK: { fetch(url: string): Promise<Response> };
}

// Edge workers forbid much of what a module could do while it is imported.
const atImport = webhook({ secret: "of the module itself", handle: () => [] });

let hook: Webhook | undefined;

export default {
  fetch(request: Request, env: Env, context: unknown): Promise<Response> {
    if (new URL(request.url).pathname.startsWith("/import/")) {
      return atImport.handler(request, env, context);
    }
    hook ??= webhook({
      secret: env.SECRET,
      async handle({ id }) {
        const response = await env.SINK.fetch(`https://sink.example/${id}`);
        if (!response.ok) throw new Error(`status ${response.status}`);
      },
    });
    return hook.handler(request, env, context);
  },
};
