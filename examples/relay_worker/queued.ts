/**
 * The same worker with a queue between GroupMe and the objects: callbacks wait
 * there until an object has taken them, for days if need be; a batch of them
 * makes one wake-up.
 *
 * @module
 */

import { type Webhook, webhook } from "@rxgroupme/client/webhook";
import type { Env, WakeBatch } from "./platform.ts";
import { wake } from "./wake.ts";

export { Relay } from "./relay.ts";

/** The longest wait between two attempts, in seconds. */
const MAX_DELAY_S = 3_600;

let hook: Webhook | undefined;

export default {
  /** Answers GroupMe, and puts a wake-up of the group into the queue. */
  fetch(request: Request, env: Env, context: unknown): Promise<Response> {
    hook ??= webhook({
      secret: env.HOOK_SECRET,
      filter: () => true,
      handle: ({ group_id, id }) =>
        env.WAKES.send({ groupId: `${group_id}`, messageId: `${id}` }),
    });
    return hook.handler(request, context);
  },

  /** Wakes the object of each group in a batch once; later, where it failed. */
  async queue({ messages }: WakeBatch, env: Env): Promise<void> {
    const groups = Map.groupBy(messages, ({ body }) => body.groupId);
    await Promise.all([...groups].map(async ([groupId, its]) => {
      try {
        await wake(env, groupId);
        for (const message of its) message.ack();
      } catch (error) {
        console.error(`${error}`);
        for (const message of its) {
          const delaySeconds = Math.min(5 * 2 ** message.attempts, MAX_DELAY_S);
          message.retry({ delaySeconds });
        }
      }
    }));
  },
};
