import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { deserted } from "../support/loopback.ts";
import { NodeServed } from "../support/node_served.ts";
import { carryOut, type Commands, commandsOf } from "./commands.ts";
import { PushSockets } from "./push_sockets.ts";
import type { Reply, StageInfo } from "./remote_stage.ts";
import { simulated } from "./simulated.ts";

/** A simulator, and what it can be told. */
interface Place {
  readonly simulator: GroupMeSimulator;
  readonly commands: Commands;
}

/** Pages of other origins may read it. */
const headers = { "access-control-allow-origin": "*" };

/**
 * Simulators on loopback, one for each case that asks for one, each below a
 * path of its own beside what it can be told to do.
 */
export class Stages implements AsyncDisposable {
  /** Where it is, without a slash at the end. */
  readonly origin: string;
  /** An address where nobody answers. */
  readonly desertedUrl: string = deserted();
  readonly #served: NodeServed;
  readonly #sockets: PushSockets;

  private constructor(served: NodeServed, sockets: PushSockets) {
    this.#served = served;
    this.#sockets = sockets;
    this.origin = served.origin;
  }

  /** Starts serving. */
  static async start(): Promise<Stages> {
    const places = new Map<string, Place>();
    const sockets = new PushSockets((id) => places.get(id)?.simulator);
    const served = await NodeServed.start({
      fetch: (request, how) => answer(request, how, places, sockets.origin),
    });
    return new Stages(served, sockets);
  }

  /** Serves no more. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sockets[Symbol.asyncDispose]();
    await this.#served[Symbol.asyncDispose]();
  }
}

async function answer(
  request: Request,
  how: unknown,
  places: Map<string, Place>,
  sockets: string,
): Promise<Response> {
  const { origin, pathname, search } = new URL(request.url);
  const [, id = "", path = ""] = /^\/stages\/([^/]+)(\/.*)$/.exec(pathname) ??
    [];
  const host = request.headers.get("host");
  if (pathname === "/stages") {
    return reply(() => makePlace(places, `http://${host}`, sockets));
  }
  const place = places.get(id);
  if (!place) return new Response(null, { status: 410, headers });
  if (path === "/close") return reply(() => void places.delete(id));
  if (path === "/do") {
    const [name, ...args] = await request.json();
    return reply(() => carryOut(place.commands, name, args));
  }
  const { method, signal } = request;
  // GroupMe's push lets no page read it; a relay can.
  const isPush = path === "/faye";
  if (isPush && method === "OPTIONS") {
    const allowed = { "access-control-allow-headers": "content-type" };
    return new Response(null, { headers: { ...headers, ...allowed } });
  }
  const answered = await place.simulator.fetch(
    new Request(origin + path + search, {
      method,
      headers: request.headers,
      body: request.body,
      signal,
    }),
    how,
  );
  if (isPush) {
    answered.headers.set("access-control-allow-origin", "*");
  }
  return answered;
}

function makePlace(
  places: Map<string, Place>,
  origin: string,
  sockets: string,
): StageInfo {
  const id = crypto.randomUUID();
  const url = `${origin}/stages/${id}`;
  const simulator = new GroupMeSimulator({ ...simulated, origin: url });
  places.set(id, { simulator, commands: commandsOf(simulator) });
  const { token, me } = simulator;
  return { url, webSocketUrl: `${sockets}/${id}`, token, userId: me.id };
}

function reply(command: () => unknown): Response {
  let told: Reply;
  try {
    told = { value: command() };
  } catch (error) {
    told = { error: String(error) };
  }
  return Response.json(told, { headers });
}
