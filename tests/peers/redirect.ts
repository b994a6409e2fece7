import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";

/**
 * Leads whatever this process asks of any host to a plain server of this
 * machine, by way of Node's modules: npm's packages stay as they are.
 */
export function redirect(origin: string): void {
  const { hostname, port } = new URL(origin);
  const plain = http.request;
  const request = (
    options: http.RequestOptions,
    answered?: (response: http.IncomingMessage) => void,
  ) =>
    plain({
      ...options,
      protocol: "http:",
      hostname,
      host: hostname,
      port,
      agent: undefined,
    }, answered);
  // Sockets of WebSockets are made by themselves.
  const connect = (_options: unknown, connected: () => void) =>
    net.connect(Number(port), hostname, connected);
  Object.assign(http, { request });
  Object.assign(https, { request });
  Object.assign(tls, { connect });
}
