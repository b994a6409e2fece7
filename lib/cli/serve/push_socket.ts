import { Buffer } from "node:buffer";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import {
  bindCallback,
  catchError,
  defer,
  EMPTY,
  filter,
  finalize,
  from,
  fromEvent,
  ignoreElements,
  mergeMap,
  type Observable,
  takeUntil,
  tap,
} from "rxjs";
// @ts-types="@types/ws"
import { type WebSocket, WebSocketServer } from "ws";
import type { Answerer } from "./node_exchange.ts";

type Upgrade = [IncomingMessage, Duplex, Uint8Array];

/**
 * Serves push over a WebSocket at `/faye` while subscribed to; emits nothing.
 * Each message goes to the push server as a request of its own.
 */
export function servePush(
  server: Server,
  answerer: Answerer,
): Observable<never> {
  return defer(() => {
    const sockets = new WebSocketServer({ noServer: true });
    const accept = bindCallback(
      (
        [incoming, stream, head]: Upgrade,
        // The request comes along, but is known.
        done: (socket: WebSocket) => void,
      ) =>
        sockets.handleUpgrade(
          incoming,
          stream,
          Buffer.from(head),
          (socket) => done(socket),
        ),
    );
    return (fromEvent(server, "upgrade") as Observable<Upgrade>).pipe(
      mergeMap((upgrade) => {
        const [incoming, stream] = upgrade;
        if (isPush(incoming)) return accept(upgrade);
        stream.destroy();
        return EMPTY;
      }),
      mergeMap((socket) => exchange(socket, answerer)),
      finalize(() => sockets.close()),
    );
  });
}

function isPush({ url = "" }: IncomingMessage): boolean {
  return /^\/faye(?:$|\?)/.test(url);
}

function exchange(
  socket: WebSocket,
  answerer: Answerer,
): Observable<never> {
  const messages$ = fromEvent(socket, "message") as Observable<
    { readonly data: unknown }
  >;
  return messages$.pipe(
    mergeMap(({ data }) => partsOf(`${data}`)),
    mergeMap((text) => ask(answerer, text)),
    tap((text) => socket.send(text)),
    takeUntil(fromEvent(socket, "close")),
    // A poll that breaks off takes its connection along.
    catchError(() => EMPTY),
    finalize(() => socket.terminate()),
    ignoreElements(),
  );
}

/** A connect is held: it must not hold back what came with it. */
function partsOf(text: string): string[] {
  const messages = readList(text);
  const isConnect = (it: unknown) =>
    JSON.stringify(it).includes('"channel":"/meta/connect"');
  const others = messages.filter((it) => !isConnect(it));
  const groups = [others, ...messages.filter(isConnect).map((it) => [it])];
  return groups.filter(({ length }) => length > 0)
    .map((group) => JSON.stringify(group));
}

function readList(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return [value].flat();
  } catch {
    return [];
  }
}

function ask({ fetch }: Answerer, body: string): Observable<string> {
  return defer(() => {
    const end = new AbortController();
    const request = new Request("http://127.0.0.1/faye", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      signal: end.signal,
    });
    return from(fetch(request, undefined)).pipe(
      filter(({ ok }) => ok),
      mergeMap((response) => response.text()),
      finalize(() => end.abort()),
    );
  });
}
