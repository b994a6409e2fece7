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

/** A simulator on a clock that stands still, and a way to ask it. */
export function world(options: GroupMeSimulatorOptions = {}) {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock, ...options });
  const ask = (path: string, asking: Asking = {}) => {
    const { method, body, token = simulator.token, signal } = asking;
    const headers = new Headers(asking.headers);
    if (token !== null) headers.set("x-access-token", token);
    return simulator.fetch(
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
  return { clock, simulator, ask, post, read };
}

/** Whatever a list answers, reduced to the texts: `304` for that status. */
export async function textsOf(response: Response): Promise<string> {
  if (response.status !== 200) return String(response.status);
  const { response: { messages, direct_messages } } = await response.json();
  return (messages ?? direct_messages)
    .map(({ text }: { text: string }) => text).join(" ");
}
