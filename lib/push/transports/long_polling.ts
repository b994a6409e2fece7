import type { Session } from "../../transport/session.ts";
import type { Codec } from "../bayeux/codec.ts";
import type { Wire } from "./transport.ts";

/**
 * Long polling: each request is a POST, and the server holds those that wait
 * for events. It works wherever `fetch` may read what GroupMe answers there,
 * which is not in a browser's page.
 */
export function fetchWire(session: Session, { encode, decode }: Codec): Wire {
  return {
    connectionType: "long-polling",
    send: (messages) =>
      session.exchange(
        { method: "POST", host: "push", responseType: "json", read: decode },
        // Text Deno would send again when a connection breaks, and not tell
        // that what was on its way over the broken one is lost.
        (token) =>
          new Blob([encode(messages, token)], { type: "application/json" }),
      ),
  };
}
