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
import { isDenial } from "../../transport/retry.ts";
import { type BayeuxMessage, isReply, replyTo } from "../bayeux/message.ts";
import { assertFunction } from "../../util/validate.ts";
import type { MakeTransport } from "./transport.ts";

/** The options of {@linkcode webSocketWire}. */
export interface WebSocketOptions {
  /**
   * The WebSocket class, where there is no global one, as in Node.js before 22.
   *
   * @default {globalThis.WebSocket}
   */
  WebSocket?: WebSocketSubjectConfig<unknown>["WebSocketCtor"] | undefined;
}

type Batch = readonly BayeuxMessage[];

/**
 * A WebSocket instead of long polling: for pages, where `fetch` may not read the
 * answers of GroupMe's push.
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
 * @throws {TypeError} When `WebSocket` is no class.
 */
export function webSocketWire(
  options: WebSocketOptions = {},
): MakeTransport {
  if (options.WebSocket) assertFunction(options.WebSocket, "WebSocket");
  return (session, { encode, decode }) => {
    const url = session.baseUrl("push").replace(/^http/, "ws");
    let opened: WebSocketSubject<unknown> | undefined;

    function open(): WebSocketSubject<unknown> {
      const { WebSocket = globalThis.WebSocket } = options;
      if (!WebSocket) {
        throw new GroupMeError("Cannot push: pass the option WebSocket");
      }
      return webSocket<unknown>({
        url,
        WebSocketCtor: WebSocket,
        serializer: String,
        deserializer: ({ data }) => decode(JSON.parse(data)),
      });
    }

    // The event of a socket's end may hold what came, and so the token.
    const broken = (cause?: unknown) => {
      const denial = isDenial(cause) && cause;
      throw new NoResponse(
        `Cannot reach ${url}: ${denial ? denial.message : "it broke off"}`,
        denial ? { cause } : {},
      );
    };
    const batches = (socket: WebSocketSubject<unknown>) =>
      // The one type of the subject is that of what goes out, too.
      (socket as Observable<Batch>).pipe(
        tap({ error: broken, complete: broken }),
      );
    return {
      connectionType: "websocket",
      send: (messages) =>
        defer(() => {
          const socket = opened ??= open();
          return merge(
            batches(socket).pipe(
              scan((all: Batch, it) => [...all, ...it.filter(isReply)], []),
              filter((all) => messages.every((it) => replyTo(it, all))),
              take(1),
            ),
            session.resolveToken("push").pipe(
              concatMap((token) => {
                socket.next(encode(messages, token));
                return [];
              }),
            ),
          );
        }),
      unsolicited: defer(() => {
        // That of a run before may be on its way out.
        const socket = opened = open();
        return batches(socket).pipe(
          // It may be mute, or the server may end it after our disconnect.
          finalize(() => {
            if (opened === socket) opened = undefined;
          }),
        );
      }),
    };
  };
}
