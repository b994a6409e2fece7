import { Buffer } from "node:buffer";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import {
  bindCallback,
  defer,
  EMPTY,
  finalize,
  fromEvent,
  ignoreElements,
  mergeMap,
  type Observable,
  takeUntil,
  tap,
} from "rxjs";
// @ts-types="@types/ws"
import { type WebSocket, WebSocketServer } from "ws";
import type { SimulatedPush } from "../../testing/mod.ts";

type Upgrade = [IncomingMessage, Duplex, Uint8Array];

/** Serves push over WebSockets at `/faye` while subscribed to; emits nothing. */
export function servePush(
  server: Server,
  push: SimulatedPush,
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
      mergeMap((socket) => exchange(socket, push)),
      finalize(() => sockets.close()),
    );
  });
}

function isPush({ url = "" }: IncomingMessage): boolean {
  return /^\/faye(?:$|\?)/.test(url);
}

function exchange(socket: WebSocket, push: SimulatedPush): Observable<never> {
  return defer(() => {
    const end = push.accept({
      send: (text) => socket.send(text),
      close: () => socket.terminate(),
    });
    const messages$ = fromEvent(socket, "message") as Observable<
      { readonly data: unknown }
    >;
    return messages$.pipe(
      tap(({ data }) => end.receive(`${data}`)),
      takeUntil(fromEvent(socket, "close")),
      finalize(() => {
        end.closed();
        socket.terminate();
      }),
      ignoreElements(),
    );
  });
}
