import type { GroupMeSimulator } from "@rxgroupme/client/testing";

/** Push over WebSockets on loopback. */
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

  #serve(socket: WebSocket, { push }: GroupMeSimulator): void {
    const end = push.accept({
      send: (text) => socket.send(text),
      close: () => socket.close(),
    });
    this.#open.add(socket);
    socket.onmessage = ({ data }) => end.receive(data);
    socket.onclose = () => {
      this.#open.delete(socket);
      end.closed();
    };
  }
}
