import type { GroupMeSimulator } from "@rxgroupme/client/testing";

/**
 * Push over WebSockets on loopback: each text that comes is taken for a request
 * of long polling.
 */
export class PushSockets implements AsyncDisposable {
  /** Where it is, for `baseUrls.push`. */
  readonly origin: string;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #open = new Set<WebSocket>();

  /** Serves the simulator that the path names. */
  constructor(find: (name: string) => GroupMeSimulator | undefined) {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => {
        const simulator = find(new URL(request.url).pathname.slice(1));
        if (!simulator) return new Response(null, { status: 410 });
        const { socket, response } = Deno.upgradeWebSocket(request);
        this.#serve(socket, simulator);
        return response;
      },
    );
    this.origin = `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Closes all of them, and serves no more. */
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
