/** A WebSocket of a client, as the push server sees it. */
export interface PushSocket {
  /** Sends a text to the client. */
  send(text: string): void;
  /** Breaks the connection. */
  close(): void;
}

/** The push server, as a WebSocket of a client sees it. */
export interface PushSocketEnd {
  /** Receives a text from the client. */
  receive(text: string): void;
  /** Ends the connection, once it is closed. */
  closed(): void;
}
