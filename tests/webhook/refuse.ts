import { assert, assertEquals } from "@std/assert";
import {
  type RefusedCallback,
  webhook,
  type WebhookActivity,
} from "@rxgroupme/client/webhook";
import { secret } from "./delivery.ts";

/** Sends one request to a webhook whose handler must not begin. */
export async function refuse(
  sent: Request,
  options: { maxBytes?: number } = {},
): Promise<{ response: Response; error: RefusedCallback }> {
  const hook = webhook({
    secret,
    handle: () => {
      throw new Error("it was taken in");
    },
    ...options,
  });
  const activity: WebhookActivity[] = [];
  hook.activity$.subscribe((event) => activity.push(event));
  const response = await hook.handler(sent);
  const [event] = activity;
  assertEquals(activity.length, 1);
  assert(event?.type === "refused");
  assertEquals(event.error.status, response.status);
  assertEquals(await response.text(), "");
  return { response, error: event.error };
}
