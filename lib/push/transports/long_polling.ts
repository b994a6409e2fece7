import type { Session } from "../../transport/session.ts";
import type { Codec } from "../bayeux/codec.ts";
import type { PushTransport } from "./transport.ts";

/**
 * Long polling: each request is a POST, which the server holds until there are
 * events. It works wherever `fetch` may read the answers of GroupMe's push, which
 * is everywhere but in a browser's page.
 */
export function fetchWire(
  session: Session,
  { encode, decode }: Codec,
): PushTransport {
  return {
    connectionType: "long-polling",
    send: (messages) =>
      session.exchange(
        { method: "POST", host: "push", responseType: "json", read: decode },
        // Deno resends a text when a connection breaks, and does not report
        // that the reply on the broken connection is lost.
        (token) =>
          new Blob([encode(messages, token)], { type: "application/json" }),
      ),
  };
}
