/** What a server was asked, beyond its body. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

/** Answers. */
export type Respond = (request: Request) => Response | Promise<Response>;

/** A real HTTP server of loopback, which keeps what it is asked. */
export class Loopback implements AsyncDisposable {
  /** What was asked so far. */
  readonly asked: Asked[] = [];
  /** Where it is, without a slash at the end. */
  readonly origin: string;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  /** Serves at a port that is free. */
  constructor(respond: Respond) {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => {
        const { method, url } = request;
        const headers = new Headers(request.headers);
        this.asked.push({ method, url: new URL(url), headers });
        return respond(request);
      },
    );
    this.origin = `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Serves no more. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

/**
 * Answers each connection with the same bytes, whatever it asks, and cuts it:
 * what no server of HTTP would do on purpose.
 */
export class RawLoopback implements AsyncDisposable {
  /** How many connections there were. */
  connections = 0;
  /** Where it is, without a slash at the end. */
  readonly origin: string;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #end: Promise<void>;

  /** Listens at a port that is free. */
  constructor(answer: string) {
    this.origin = `http://127.0.0.1:${this.#listener.addr.port}`;
    this.#end = this.#serve(new TextEncoder().encode(answer));
  }

  /** Listens no more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#end;
  }

  async #serve(answer: Uint8Array): Promise<void> {
    for await (const connection of this.#listener) {
      this.connections += 1;
      await connection.read(new Uint8Array(65_536));
      await connection.write(answer);
      connection.close();
    }
  }
}

/** An address of loopback where nobody is. */
export function deserted(): string {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return `http://127.0.0.1:${listener.addr.port}`;
}
