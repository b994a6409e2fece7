import { got, invalidArgument } from "../../util/validate.ts";
import { isChannel } from "./bayeux.ts";
import type { BayeuxServer } from "./bayeux_server.ts";
import type { PushClient } from "./push_client.ts";
import type { PushSocket, PushSocketEnd } from "./push_socket.ts";

/** How the push server refuses handshakes. */
export interface HandshakeRefusal {
  /** The Bayeux error, such as `403::Handshake denied`. */
  readonly error: string;
  /**
   * The advice of the reply: `{ reconnect: "none" }` tells a client to stop for
   * good.
   *
   * @default {{ reconnect: "handshake" }}
   */
  readonly advice?: Readonly<Record<string, unknown>>;
}

/** The push server of a simulator, and the faults that it can have. */
export interface SimulatedPush {
  /** The number of known Bayeux clients. */
  readonly clients: number;
  /** The number of connects that are held. */
  readonly polls: number;
  /** The channels that any client is subscribed to. */
  readonly channels: readonly string[];
  /**
   * Connects a WebSocket of a client, for a program that serves the simulator.
   * Events are sent as they happen; faults and rate limits apply to requests alone.
   */
  accept(socket: PushSocket): PushSocketEnd;
  /**
   * Publishes an event, as GroupMe itself does.
   *
   * @throws {TypeError} If the name of the channel is not valid, such as one with a
   * plus.
   */
  publish(channel: string, data: unknown): void;
  /** Breaks all held connects and WebSockets; an event before the next is lost. */
  drop(): void;
  /** Restarts the server: connections break, and all clients are forgotten. */
  forget(): void;
  /** Stops answering connects, those held included; with `false` answers again. */
  mute(isMute?: boolean): void;
  /** Refuses handshakes from now on; without a refusal accepts them again. */
  refuse(refusal?: HandshakeRefusal): void;
}

/** Controls a push server. */
export class PushHandle implements SimulatedPush {
  readonly #server: BayeuxServer;

  /** Controls `server`. */
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
    if (!isChannel(channel)) {
      throw invalidArgument("channel", `it must be a channel${got(channel)}`);
    }
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

  refuse(refusal?: HandshakeRefusal): void {
    this.#server.refusal = refusal;
  }

  #all(): PushClient[] {
    return [...this.#server.clients.values()];
  }
}
