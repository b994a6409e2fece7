import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { deserted } from "../support/loopback.ts";
import { NodeServed } from "../support/node_served.ts";
import { carryOut, type Commands, commandsOf } from "./commands.ts";
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
  readonly #places: Map<string, Place>;
  readonly #served: NodeServed;
  readonly #sockets: Sockets;

  private constructor(
    places: Map<string, Place>,
    served: NodeServed,
    sockets: Sockets,
  ) {
    this.#places = places;
    this.#served = served;
    this.#sockets = sockets;
    this.origin = served.origin;
  }

  /** Starts serving. */
  static async start(): Promise<Stages> {
    const places = new Map<string, Place>();
    const sockets = new Sockets(places);
    const served = await NodeServed.start({
      fetch: (request, how) => answer(request, how, places, sockets.origin),
    });
    return new Stages(places, served, sockets);
  }

  /** The simulators that were not taken away. */
  get size(): number {
    return this.#places.size;
  }

  /** Serves no more. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sockets[Symbol.asyncDispose]();
    await this.#served[Symbol.asyncDispose]();
  }
}

let made = 0;

async function answer(
  request: Request,
  how: unknown,
  places: Map<string, Place>,
  sockets: string,
): Promise<Response> {
  const { origin, pathname, search } = new URL(request.url);
  const [, id = "", path = ""] = /^\/stages\/(\d+)(\/.*)$/.exec(pathname) ?? [];
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
  const answered = await place.simulator.fetch(
    new Request(origin + path + search, {
      method,
      headers: request.headers,
      body: request.body,
      signal,
    }),
    how,
  );
  // GroupMe's push lets no page read it; a relay can.
  if (path === "/faye") {
    answered.headers.set("access-control-allow-origin", "*");
  }
  return answered;
}

function makePlace(
  places: Map<string, Place>,
  origin: string,
  sockets: string,
): StageInfo {
  const id = `${++made}`;
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

/** Push over WebSockets: each text that comes is a request of long polling. */
class Sockets implements AsyncDisposable {
  /** Where it is, for `baseUrls.push`. */
  readonly origin: string;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #open = new Set<WebSocket>();

  constructor(places: ReadonlyMap<string, Place>) {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => {
        const id = new URL(request.url).pathname.slice(1);
        const simulator = places.get(id)?.simulator;
        if (!simulator) return new Response(null, { status: 410 });
        const { socket, response } = Deno.upgradeWebSocket(request);
        this.#serve(socket, simulator);
        return response;
      },
    );
    this.origin = `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#open) socket.close();
    await this.#server.shutdown();
  }

  #serve(socket: WebSocket, { fetch }: GroupMeSimulator): void {
    const end = new AbortController();
    this.#open.add(socket);
    socket.onclose = () => {
      this.#open.delete(socket);
      end.abort();
    };
    socket.onmessage = async ({ data }) => {
      const request = new Request("https://push.groupme.com/faye", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: data,
        signal: end.signal,
      });
      try {
        socket.send(await (await fetch(request)).text());
      } catch {
        // A connection of long polling that is cut is this one.
        socket.close();
      }
    };
  }
}
