/** What answers a request, such as a simulator. */
export type Answerer = (request: Request) => Promise<Response>;

/**
 * Makes a class of WebSockets that lead to a server of long polling: what is
 * sent is posted there, and what is answered comes in.
 */
export function socketsOver(fetch: Answerer): typeof WebSocket {
  class Socket extends EventTarget {
    onopen?: (event: Event) => void;
    onmessage?: (event: MessageEvent) => void;
    onclose?: (event: CloseEvent) => void;
    readyState = 0;
    readonly #url: string;

    constructor(url: string) {
      super();
      this.#url = url.replace(/^ws/, "http");
      queueMicrotask(() => {
        this.readyState = 1;
        this.onopen?.(new Event("open"));
      });
    }

    async send(body: string): Promise<void> {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body };
      const response = await fetch(new Request(this.#url, init));
      const data = await response.text();
      if (this.readyState === 1) {
        this.onmessage?.(new MessageEvent("message", { data }));
      }
    }

    close(): void {
      this.readyState = 3;
      this.onclose?.(new CloseEvent("close", { wasClean: true }));
    }
  }
  return Socket as unknown as typeof WebSocket;
}
