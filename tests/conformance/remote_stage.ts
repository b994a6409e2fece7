import { remote } from "./commands.ts";
import type { Stage } from "./scene.ts";

/** What is told of a stage that was made. */
export interface StageInfo {
  /** Where it is, without a slash at the end. */
  readonly url: string;
  readonly webSocketUrl: string;
  readonly token: string;
  readonly userId: string;
}

/** What comes of a command. */
export type Reply = { readonly value?: unknown } | { readonly error: string };

/** Makes a stage on a server of stages, over the runtime's own `fetch`. */
export async function remoteStage(origin: string): Promise<Stage> {
  const info = await ask(`${origin}/stages`, null) as StageInfo;
  const { url, webSocketUrl, token, userId } = info;
  const simulator = remote((name, args) => ask(`${url}/do`, [name, ...args]));
  const baseUrls = {
    api: `${url}/v3`,
    v4: `${url}/v4`,
    v2: url,
    image: url,
    push: `${url}/faye`,
    file: `${url}/file`,
    video: `${url}/video`,
    media: `${url}/media`,
  };
  return {
    simulator,
    token,
    userId,
    options: { baseUrls },
    webSocketUrl,
    close: async () => void await ask(`${url}/close`, null),
  };
}

async function ask(url: string, order: unknown): Promise<unknown> {
  // As plain text, for which a browser does not ask first.
  const response = await fetch(url, {
    method: "POST",
    body: JSON.stringify(order),
  });
  const reply: Reply = await response.json();
  if ("error" in reply) throw new Error(reply.error);
  return reply.value ?? undefined;
}
