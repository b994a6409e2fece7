import type { BayeuxServer } from "./bayeux_server.ts";
import type { PushClient } from "./push_client.ts";
import type { PushSocket, PushSocketEnd } from "./push_socket.ts";

/** How greetings are refused. */
export interface GreetingRefusal {
  /** Such as `403::Handshake denied`. */
  readonly error: string;
  /**
   * What goes with it: `{ reconnect: "none" }` sends a client away for good.
   *
   * @default {{ reconnect: "handshake" }}
   */
  readonly advice?: Readonly<Record<string, unknown>>;
}

/** The push server of a simulator, seen from behind. */
export interface SimulatedPush {
  /** How many clients it knows. */
  readonly clients: number;
  /** How many polls wait. */
  readonly polls: number;
  /** What is subscribed to, by any client. */
  readonly channels: readonly string[];
  /**
   * Takes a WebSocket of a client, for whoever serves the simulator: events go
   * into it as they come. Faults and limits are of requests, not of these.
   */
  accept(socket: PushSocket): PushSocketEnd;
  /** Publishes anything, as GroupMe itself would. */
  publish(channel: string, data: unknown): void;
  /** Cuts the connections of all polls; what comes before the next is lost. */
  drop(): void;
  /** Starts anew: connections are cut, and all clients forgotten. */
  forget(): void;
  /** Answers no poll any more, those that wait included; or does again. */
  mute(isMute?: boolean): void;
  /** Refuses greetings from now on; without a refusal takes them again. */
  refuse(refusal?: GreetingRefusal): void;
}

/** Looks at a push server from behind. */
export class PushHandle implements SimulatedPush {
  readonly #server: BayeuxServer;

  /** Looks at `server`. */
  constructor(server: BayeuxServer) {
    this.#server = server;
  }

  get clients(): number {
    return this.#server.clients.size;
  }

  get polls(): number {
    return this.#all().filter(({ isPolling }) => isPolling).length;
  }

  get channels(): readonly string[] {
    return [...new Set(this.#all().flatMap(({ channels }) => [...channels]))];
  }

  accept(socket: PushSocket): PushSocketEnd {
    return this.#server.accept(socket);
  }

  publish(channel: string, data: unknown): void {
    this.#server.publish(channel, data);
  }

  drop(): void {
    for (const client of this.#all()) client.drop();
  }

  forget(): void {
    const clients = this.#all();
    this.#server.clients.clear();
    for (const client of clients) client.drop();
  }

  mute(isMute = true): void {
    this.#server.isMute = isMute;
    if (isMute) { for (const client of this.#all()) client.ignore(); }
  }

  refuse(refusal?: GreetingRefusal): void {
    this.#server.refusal = refusal;
  }

  #all(): PushClient[] {
    return [...this.#server.clients.values()];
  }
}
