import { createServer, type Server } from "node:http";
import { Observable } from "rxjs";

/**
 * Listens on a port of this machine while subscribed to; emits the server once
 * it does, and errors when it cannot.
 *
 * Node's server, in Deno too, keeps the `Content-Length: 0` of a 304, by which
 * old clients know an empty body, and tells of upgrades to a WebSocket.
 *
 * @param port 0 takes any that is free.
 */
export function listen(port: number): Observable<Server> {
  // An operator would not know when to close it.
  return new Observable((subscriber) => {
    const server = createServer();
    server.on("error", (error) => subscriber.error(error));
    server.listen(port, "127.0.0.1", () => subscriber.next(server));
    return () => {
      server.close();
      server.closeAllConnections();
    };
  });
}

/** Where a server is, without a slash at the end. */
export function originOf(server: Server): string {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return `http://127.0.0.1:${port ?? 0}`;
}
