import { Client, type ClientOptions } from "@rxgroupme/client";
import type { GroupMeSimulatorOptions } from "@rxgroupme/client/testing";
import { type World, world } from "./world.ts";

/** What a client sent. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly headers: Headers;
  /** The JSON of the body, or its text; nothing where there is none. */
  readonly body: unknown;
}

/** A world that keeps what its client sends, bodies included. */
export interface RecordedWorld extends World {
  readonly sent: Sent[];
}

/** Makes such a world; what the simulator lacks, `answer` can stand in for. */
export function recorded(
  { simulator, answer, ...options }:
    & Partial<ClientOptions>
    & {
      simulator?: GroupMeSimulatorOptions;
      answer?: (request: Request) => Response | undefined;
    } = {},
): RecordedWorld {
  const here = world({ simulator });
  const sent: Sent[] = [];
  const client = new Client({
    token: here.simulator.token,
    scheduler: here.clock,
    random: () => 0.5,
    fetch: async (request) => {
      sent.push(await record(request.clone()));
      return answer?.(request) ?? here.simulator.fetch(request);
    },
    ...options,
  });
  return { ...here, client, sent };
}

async function record(request: Request): Promise<Sent> {
  const { method, headers } = request;
  const url = new URL(request.url);
  const text = await request.text();
  const body = text.startsWith("{") ? JSON.parse(text) : text || undefined;
  return { method, url, path: url.pathname, headers, body };
}

/** An answer of GroupMe's in its envelope. */
export function envelope(response: unknown, status = 200): Response {
  return Response.json({ response, meta: { code: status } }, { status });
}
