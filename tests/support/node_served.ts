import http from "node:http";
/** What answers, such as a simulator: that it is served tells the second argument. */
export interface Answerer {
  readonly fetch: (request: Request, served: unknown) => Promise<Response>;
}

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
      answer(answerer, incoming, outgoing).catch(() => outgoing.destroy())
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

async function answer(
  { fetch }: Answerer,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
): Promise<void> {
  const end = new AbortController();
  outgoing.on("close", () => end.abort());
  const { method = "GET", url = "/" } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers.set(name, `${value}`);
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = chunks.length > 0 ? new Blob(chunks) : undefined;
  const request = new Request(new URL(url, "http://127.0.0.1"), {
    method,
    headers,
    body,
    signal: end.signal,
  });
  const response = await fetch(request, incoming);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const chunk of response.body ?? []) {
    // What is not sent yet would be lost if the next one fails.
    await new Promise((resolve) => outgoing.write(chunk, resolve));
  }
  outgoing.end();
}
