import type { Observable } from "rxjs";
import type { Session } from "../../transport/session.ts";
import type { Codec } from "../bayeux/codec.ts";
import type { BayeuxMessage } from "../bayeux/message.ts";

/** What carries Bayeux messages. */
export interface Wire {
  /** What Bayeux calls it. */
  readonly connectionType: "long-polling" | "websocket";
  /**
   * Sends messages when subscribed to.
   *
   * @returns All that is answered to them, at once, then completion.
   */
  send(
    messages: readonly BayeuxMessage[],
  ): Observable<readonly BayeuxMessage[]>;
  /** What comes without having been asked for; errors when the wire breaks. */
  readonly unasked?: Observable<readonly BayeuxMessage[]>;
}

/** Makes the wire of a client. */
export type MakeWire = (session: Session, codec: Codec) => Wire;
