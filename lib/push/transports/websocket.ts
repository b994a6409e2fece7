import {
  concatMap,
  defer,
  filter,
  finalize,
  merge,
  type Observable,
  scan,
  take,
  tap,
} from "rxjs";
import {
  webSocket,
  type WebSocketSubject,
  type WebSocketSubjectConfig,
} from "rxjs/webSocket";
import { GroupMeError, NoResponse } from "../../errors.ts";
import { type BayeuxMessage, isReply, replyTo } from "../bayeux/message.ts";
import type { MakeWire } from "./transport.ts";

/** How to open a WebSocket. */
export interface WebSocketOptions {
  /**
   * The class of WebSockets, where there is no global one, as in Node.js before
   * 22.
   *
   * @default {globalThis.WebSocket}
   */
  WebSocket?: WebSocketSubjectConfig<unknown>["WebSocketCtor"];
}

type Batch = readonly BayeuxMessage[];

/**
 * A WebSocket instead of long polling: for pages, where `fetch` may not read
 * what GroupMe's push answers.
 *
 * @example In a page
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { push, webSocketWire } from "@rxgroupme/client/push";
 *
 * const client = Client.fromToken("...");
 * const live = push(client, { wire: webSocketWire() });
 * live.events().subscribe(({ type }) => console.log(type));
 * ```
 */
export function webSocketWire(options: WebSocketOptions = {}): MakeWire {
  return (session, { encode, decode }) => {
    const url = session.baseUrl("push").replace(/^http/, "ws");
    let opened: WebSocketSubject<unknown> | undefined;

    function open(): WebSocketSubject<unknown> {
      const { WebSocket = globalThis.WebSocket } = options;
      if (!WebSocket) throw new GroupMeError("Cannot push: no WebSocket");
      return opened ??= webSocket<unknown>({
        url,
        WebSocketCtor: WebSocket,
        serializer: String,
        deserializer: ({ data }) => decode(JSON.parse(data)),
      });
    }

    // What a socket says of its end may hold what came, and so the token.
    const broken = () => {
      throw new NoResponse(`Cannot reach ${url}: it broke off`);
    };
    const batches = (socket: WebSocketSubject<unknown>) =>
      // The subject's one type is for what goes out, too.
      (socket as Observable<Batch>).pipe(
        tap({ error: broken, complete: broken }),
      );
    return {
      connectionType: "websocket",
      send: (messages) =>
        defer(() => {
          const socket = open();
          return merge(
            batches(socket).pipe(
              scan((all: Batch, it) => [...all, ...it.filter(isReply)], []),
              filter((all) => messages.every((it) => replyTo(it, all))),
              take(1),
            ),
            session.askToken("push").pipe(
              concatMap((token) => {
                socket.next(encode(messages, token));
                return [];
              }),
            ),
          );
        }),
      unasked: defer(() => {
        const socket = open();
        return batches(socket).pipe(
          // It may be mute, or the server may end it with our farewell.
          finalize(() => {
            if (opened === socket) opened = undefined;
          }),
        );
      }),
    };
  };
}
