import http from "node:http";
import { type Answerer, respond } from "../../lib/cli/serve/node_exchange.ts";

/**
 * A simulator on a port of loopback, behind Node's server: that one sends the
 * `Content-Length: 0` of a 304, which Deno's takes away, and it tells a request
 * that was given up from one that was answered.
 */
export class NodeServed implements AsyncDisposable {
  /** Where it is, without a slash at the end. */
  readonly origin: string;
  readonly #server: http.Server;

  private constructor(server: http.Server, origin: string) {
    this.#server = server;
    this.origin = origin;
  }

  /** Starts serving. */
  static async start(answerer: Answerer): Promise<NodeServed> {
    const server = http.createServer((incoming, outgoing) =>
      // A body that breaks off leaves nothing else to do.
      respond(answerer, incoming, outgoing).catch(() => outgoing.destroy())
    );
    await new Promise<void>((resolve) =>
      server.listen(0, "127.0.0.1", resolve)
    );
    const address = server.address();
    const port = typeof address === "object" ? address?.port ?? 0 : 0;
    return new NodeServed(server, `http://127.0.0.1:${port}`);
  }

  /** Serves no more. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
