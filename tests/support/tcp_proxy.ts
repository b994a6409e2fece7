/** What a proxy does to bytes that the server sends. */
export type Spoil = "drop" | "half";

/**
 * Passes bytes on between clients and a port of loopback, until it is told to
 * break something.
 */
export class TcpProxy implements AsyncDisposable {
  /** Where it listens. */
  readonly port: number;
  /** How many answers were spoilt. */
  spoilt = 0;
  readonly #listener: Deno.TcpListener;
  readonly #target: number;
  readonly #connections = new Set<Deno.TcpConn>();
  readonly #work = new Set<Promise<void>>();
  #spoil: Spoil | undefined;

  /** Listens, and passes on to `target`. */
  constructor(target: number) {
    this.#target = target;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.port = this.#listener.addr.port;
    this.#keep(this.#accept());
  }

  /** Cuts all connections. */
  cut(): void {
    for (const connection of this.#connections) close(connection);
    this.#connections.clear();
  }

  /** Loses the next bytes of the server, or half of them, and then cuts. */
  spoilNext(spoil: Spoil): void {
    this.#spoil = spoil;
  }

  /** Cuts all, and listens no more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      this.#connections.add(client);
      this.#keep(this.#serve(client));
    }
  }

  async #serve(client: Deno.TcpConn): Promise<void> {
    const server = await Deno.connect({
      hostname: "127.0.0.1",
      port: this.#target,
    }).catch(() => undefined);
    // It may have been cut meanwhile.
    if (!server || !this.#connections.has(client)) {
      server?.close();
      close(client);
      return;
    }
    this.#connections.add(server);
    const pass = (bytes: Uint8Array) => bytes;
    await Promise.all([
      copy(client, server, pass),
      copy(server, client, (bytes) => this.#spoiled(bytes)),
    ]);
    this.#connections.delete(client);
    this.#connections.delete(server);
  }

  #spoiled(bytes: Uint8Array): Uint8Array | undefined {
    const spoil = this.#spoil;
    if (!spoil) return bytes;
    this.#spoil = undefined;
    this.spoilt++;
    return spoil === "half" ? bytes.subarray(0, bytes.length >> 1) : undefined;
  }

  #keep(work: Promise<void>): void {
    this.#work.add(work);
    work.finally(() => this.#work.delete(work));
  }
}

/** Copies until one side ends, or until bytes do not come through whole. */
async function copy(
  from: Deno.TcpConn,
  to: Deno.TcpConn,
  through: (bytes: Uint8Array) => Uint8Array | undefined,
): Promise<void> {
  const buffer = new Uint8Array(65_536);
  try {
    for (;;) {
      const length = await from.read(buffer);
      if (length === null) break;
      const bytes = through(buffer.subarray(0, length));
      for (let at = 0; bytes && at < bytes.length;) {
        at += await to.write(bytes.subarray(at));
      }
      if (bytes?.length !== length) break;
    }
  } catch {
    // Somebody cut it.
  }
  close(from);
  close(to);
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // It is closed already.
  }
}
