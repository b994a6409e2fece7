import {
  catchError,
  concat,
  defer,
  filter,
  merge,
  type Observable,
  scan,
  switchMap,
  take,
} from "rxjs";
import {
  webSocket,
  type WebSocketSubject,
  type WebSocketSubjectConfig,
} from "rxjs/webSocket";
import { GroupMeError, NoResponse } from "../errors.ts";
import { type BayeuxMessage, isReply, replyTo } from "./message.ts";
import type { MakeWire } from "./wire.ts";

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

    // The subject's one type is for what goes out, too.
    const batches = defer(open) as Observable<Batch>;
    // What a socket says of its end may hold what came, and so the token.
    const broken = () => {
      throw new NoResponse(`Cannot reach ${url}: it broke off`);
    };
    return {
      connectionType: "websocket",
      send: (messages) =>
        session.askToken("push").pipe(switchMap((token) =>
          merge(
            batches.pipe(
              scan((all: Batch, it) => [...all, ...it.filter(isReply)], []),
              filter((all) => messages.every((it) => replyTo(it, all))),
              take(1),
            ),
            defer(() => {
              open().next(encode(messages, token));
              return [];
            }),
          )
        )),
      unasked: defer(() => {
        open();
        return concat(batches, defer(broken)).pipe(catchError(broken));
      }),
    };
  };
}
