import { assertEquals } from "@std/assert";
import { groupMeHandlers } from "@rxgroupme/client/testing/msw";
import { getResponse } from "msw";
import {
  GroupMeSimulator,
  type GroupMeSimulatorOptions,
  VirtualClock,
} from "@rxgroupme/client/testing";

/** How to ask. */
export interface Asking {
  /** `GET` unless given. */
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** The first user's unless given; `null` for none. */
  token?: string | null;
  /** More headers. */
  headers?: Record<string, string>;
  /** Aborts the request. */
  signal?: AbortSignal;
}

/** How requests get to the simulator: each answers in the same way. */
export const WAYS = ["fetch", "msw"] as const;
/** One of the ways. */
export type Way = typeof WAYS[number];

/** A simulator on a clock that stands still, and a way to ask it. */
export function world(
  options: GroupMeSimulatorOptions = {},
  way: Way = "fetch",
) {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock, ...options });
  const handlers = way === "msw" ? groupMeHandlers(simulator) : undefined;
  const fetch = async (request: Request) => {
    if (!handlers) return await simulator.fetch(request);
    const response = await getResponse(handlers, request);
    return response ?? Response.error();
  };
  const ask = (path: string, asking: Asking = {}) => {
    const { method, body, token = simulator.token, signal } = asking;
    const headers = new Headers(asking.headers);
    if (token !== null) headers.set("x-access-token", token);
    return fetch(
      new Request(new URL(path, "https://api.groupme.com"), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
      }),
    );
  };
  const post = (path: string, body?: unknown, asking: Asking = {}) =>
    ask(path, { method: "POST", body, ...asking });
  /** The `response` of the envelope. */
  const read = async (path: string, asking?: Asking) =>
    (await (await ask(path, asking)).json()).response;
  const put = (path: string, body?: unknown, asking: Asking = {}) =>
    ask(path, { method: "PUT", body, ...asking });
  const remove = (path: string, asking: Asking = {}) =>
    ask(path, { method: "DELETE", ...asking });
  return { clock, simulator, fetch, ask, post, put, remove, read };
}

/** What {@linkcode world} makes. */
export type World = Pick<
  ReturnType<typeof world>,
  "clock" | "fetch" | "simulator"
>;

/** An event that was pushed. */
export interface Pushed {
  /** Where. */
  readonly channel: string;
  /** What. */
  readonly data: {
    readonly type: string;
    readonly alert?: string;
    readonly subject?: Readonly<Record<string, unknown>>;
    readonly user_id?: string;
    readonly started?: number;
    readonly received_at?: number;
  };
}

/** What is pushed to a user on some channels, as it comes. */
export async function listen(
  { clock, fetch, simulator }: World,
  channels: readonly string[],
  token: string = simulator.token,
) {
  const send = async (...messages: object[]) => {
    const response = await fetch(
      new Request("https://push.groupme.com/faye", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(messages),
      }),
    );
    return await response.json();
  };
  const supportedConnectionTypes = ["long-polling"];
  const [{ clientId }] = await send({
    channel: "/meta/handshake",
    version: "1.0",
    supportedConnectionTypes,
  });
  const [{ error }] = await send({
    channel: "/meta/subscribe",
    clientId,
    subscription: channels,
    ext: { access_token: token },
  });
  assertEquals(error, undefined);
  const connect = {
    channel: "/meta/connect",
    clientId,
    connectionType: "long-polling",
    advice: { timeout: 0 },
  };
  return async (): Promise<Pushed[]> => {
    const [, ...events] = await clock.until(send(connect));
    return events;
  };
}

/** Whatever a list answers, reduced to the texts: `304` for that status. */
export async function textsOf(response: Response): Promise<string> {
  if (response.status !== 200) return String(response.status);
  const { response: { messages, direct_messages } } = await response.json();
  return (messages ?? direct_messages)
    .map(({ text }: { text: string }) => text).join(" ");
}
