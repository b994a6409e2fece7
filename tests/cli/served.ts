import type { GroupMeSimulator } from "@rxgroupme/client/testing";

/** A simulator on a port of this machine, for other processes. */
export class Served implements AsyncDisposable {
  /** The environment of a process that is to talk to it. */
  readonly env: Record<string, string>;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #end = new AbortController();

  /**
   * Starts serving.
   *
   * @param before Called before each request is answered; what it returns is
   * waited for.
   */
  constructor(
    { fetch, token }: GroupMeSimulator,
    before: (url: URL) => unknown = () => {},
  ) {
    const { signal } = this.#end;
    const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    this.#server = Deno.serve(
      options,
      async ({ url, method, headers, body }) => {
        await before(new URL(url));
        return fetch(new Request(url, { method, headers, body, signal }));
      },
    );
    const { port } = this.#server.addr;
    this.env = {
      GROUPME_API: `http://127.0.0.1:${port}`,
      GROUPME_TOKEN: token,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await this.#server.shutdown();
  }
}
