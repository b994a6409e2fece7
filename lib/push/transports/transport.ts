import type { Observable } from "rxjs";
import type { Session } from "../../transport/session.ts";
import type { Codec } from "../bayeux/codec.ts";
import type { BayeuxMessage } from "../bayeux/message.ts";

/** Carries Bayeux messages. */
export interface PushTransport {
  /** Its name in the Bayeux protocol. */
  readonly connectionType: "long-polling" | "websocket";
  /**
   * Sends messages when subscribed to.
   *
   * @returns All replies at once, with the events among them; then completes.
   */
  send(
    messages: readonly BayeuxMessage[],
  ): Observable<readonly BayeuxMessage[]>;
  /**
   * Emits what comes without a request; errors when the connection breaks.
   * Absent where everything is a reply.
   */
  readonly unsolicited?: Observable<readonly BayeuxMessage[]>;
}

/** Makes the transport of a client. */
export type MakeTransport = (session: Session, codec: Codec) => PushTransport;
