/**
 * npm's faye client, step by step, as a process of its own.
 *
 * @module
 */

import Faye from "faye";
import { expect, Steps } from "./steps.ts";

interface Published {
  readonly type: string;
  readonly subject?: { readonly text: string };
  readonly user_id?: string;
}

interface Outgoing {
  readonly channel: string;
  ext?: object;
}

/** What is used of the package, which brings no types. */
interface FayeClient {
  disable(transport: string): void;
  addExtension(
    extension: {
      outgoing(message: Outgoing, done: (message: Outgoing) => void): void;
    },
  ): void;
  subscribe(
    channel: string,
    take: (data: Published) => void,
  ): PromiseLike<void> & { cancel(): PromiseLike<void> };
  publish(channel: string, data: object): PromiseLike<void>;
  disconnect(): PromiseLike<void>;
}

const [origin = "", token = "", transport = ""] = Deno.args;

const headers = { "x-access-token": token, "content-type": "application/json" };

async function ask(path: string, body?: object) {
  const method = body ? "POST" : "GET";
  const init = { method, headers, body: body && JSON.stringify(body) };
  return (await (await fetch(`${origin}/v3${path}`, init)).json()).response;
}

async function post(text: string): Promise<void> {
  await ask(`/groups/${group.id}/messages`, { message: { text } });
}

const me = await ask("/users/me");
const [group] = await ask("/groups?per_page=1");
const steps = new Steps();
const client: FayeClient = new Faye.Client(`${origin}/faye`, { timeout: 30 });
if (transport !== "websocket") client.disable("websocket");
let isTrusted = true;
client.addExtension({
  outgoing: (message, done) => {
    if (isTrusted) message.ext = { access_token: token };
    done(message);
  },
});

const events: Published[] = [];
const types = () => events.map(({ type }) => type);
const user = `/user/${me.id}`;
const own = await steps.take("subscribe", async () => {
  const subscription = client.subscribe(user, (it) => events.push(it));
  await subscription;
  // Wrapped, since it is a promise itself.
  return { subscription };
});
await steps.take("hear of a message", async () => {
  await post("one");
  await until(() => events.some(({ subject }) => subject?.text === "one"));
});
await steps.take("hear of several, in order", async () => {
  events.length = 0;
  for (const text of ["a", "b", "c", "d"]) await post(text);
  await until(() => events.length === 4);
  const texts = events.map(({ subject }) => subject?.text).join("");
  expect(texts === "abcd", texts);
});
const channel = `/group/${group.id}`;
await steps.take("subscribe to a group's channel", async () => {
  await client.subscribe(channel, (it) => events.push(it));
});
await steps.take("publish typing, and hear of it", async () => {
  await client.publish(channel, { type: "typing", user_id: me.id, started: 1 });
  await until(() => types().includes("typing"));
});
await steps.take("be refused to publish a message", async () => {
  const error = await refused(client.publish(channel, { type: "line.create" }));
  expect(error.includes("Failed to publish"), error);
});
await steps.take("be refused a foreign channel", async () => {
  const error = await refused(client.subscribe("/user/1", () => {}));
  expect(error.includes("Forbidden channel"), error);
});
await steps.take("be refused without a token", async () => {
  isTrusted = false;
  const error = await refused(client.subscribe("/group/1", () => {}));
  isTrusted = true;
  expect(error.includes("Forbidden channel"), error);
});
await steps.take("unsubscribe", async () => {
  await own?.subscription.cancel();
  events.length = 0;
  await post("unheard");
  await client.publish(channel, { type: "typing", user_id: me.id, started: 2 });
  await until(() => types().includes("typing"));
  expect(!types().includes("line.create"), types());
});
await steps.take("disconnect", async () => await client.disconnect());
steps.end();

async function refused(promise: PromiseLike<void>): Promise<string> {
  try {
    await promise;
    return "nothing";
  } catch (error) {
    return error instanceof Error ? error.message : `${error}`;
  }
}

/** Lets events come until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
