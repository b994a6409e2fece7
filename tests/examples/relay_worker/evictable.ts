/**
 * The relay, and a way to have its object thrown out of memory.
 *
 * @module
 */

import main, {
  Relay as Original,
} from "../../../examples/relay_worker/main.ts";
import type {
  Env,
  ObjectContext,
} from "../../../examples/relay_worker/platform.ts";

/** An object that goes at once when it is told to, whatever it is doing. */
export class Relay extends Original {
  readonly #context: ObjectContext & { abort(reason: string): void };

  constructor(
    context: ObjectContext & { abort(reason: string): void },
    env: Env,
  ) {
    super(context, env);
    this.#context = context;
  }

  override fetch(request: Request): Promise<Response> {
    if (request.method === "DELETE") this.#context.abort("evicted");
    return super.fetch(request);
  }
}

export default {
  async fetch(request: Request, env: Env, context: unknown): Promise<Response> {
    if (request.method !== "DELETE") return main.fetch(request, env, context);
    const [, group = ""] = new URL(request.url).pathname.split("/");
    const relay = env.RELAYS.get(env.RELAYS.idFromName(group));
    try {
      return await relay.fetch("https://relay/", { method: "DELETE" });
    } catch {
      return new Response(null, { status: 410 });
    }
  },
};
