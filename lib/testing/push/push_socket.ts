/** A WebSocket of a client, as the push server sees it. */
export interface PushSocket {
  /** Sends a text to the client. */
  send(text: string): void;
  /** Cuts the connection. */
  close(): void;
}

/** The push server, as a WebSocket of a client sees it. */
export interface PushSocketEnd {
  /** Takes a text that the client sent. */
  receive(text: string): void;
  /** Takes note that the connection is closed. */
  closed(): void;
}
