import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";

/**
 * Leads whatever this process asks of any host over TLS to a plain server of
 * this machine, by way of Node's modules: npm's packages stay as they are.
 */
export function redirect(origin: string): void {
  const { hostname, host, port } = new URL(origin);
  const request = (options: http.RequestOptions) =>
    http.request({ ...options, protocol: "http:", hostname, host, port });
  // A web socket makes a connection of its own, and learns that none is taken.
  const connect = (_options: unknown, connected: () => void) =>
    net.connect(Number(port), hostname, connected);
  Object.assign(https, { request });
  Object.assign(tls, { connect });
}
