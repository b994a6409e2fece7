/**
 * GroupMe's push events, as they happen.
 *
 * @example Who is typing
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { push } from "@rxgroupme/client/push";
 *
 * const client = Client.fromToken("...");
 * push(client).events({ groupId: "1234" }).subscribe((event) => {
 *   if (event.type === "typing") console.log(event.data.user_id);
 * });
 * ```
 *
 * @module
 */

export type {
  DeletedMessageData,
  PushEvent,
  PushEventData,
  PushEventOf,
  ReactedData,
  ReadReceiptData,
  SubjectData,
  TypingData,
} from "./events/events.ts";
export { fetchWire } from "./transports/long_polling.ts";
export { Push, push, type PushOptions, type PushStatus } from "./push.ts";
export {
  type WebSocketOptions,
  webSocketWire,
} from "./transports/websocket.ts";
export type { MakeTransport, PushTransport } from "./transports/transport.ts";
export type { BayeuxMessage } from "./bayeux/message.ts";
export type { Codec } from "./bayeux/codec.ts";
