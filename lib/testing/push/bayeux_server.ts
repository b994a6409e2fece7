import { type Answer, bare, plain } from "../server/answer.ts";
import { asFields, asText } from "../server/body.ts";
import { wait } from "../clock/wait.ts";
import type { World } from "../model/world.ts";
import {
  type BayeuxMessage,
  CONNECTION_TYPES,
  handshakeError,
  isChannel,
  readMessages,
  REFUSED,
  replyTo,
} from "./bayeux.ts";
import { mayUse } from "./permission.ts";
import { PushClient } from "./push_client.ts";
import type { PushSocket, PushSocketEnd } from "./push_socket.ts";
import type { HandshakeRefusal } from "./simulated_push.ts";

const BAD_REQUEST: Answer = { ...plain(400, "Bad request"), cors: false };
const encoder = new TextEncoder();
const JSON_TYPE = "application/json";
const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** GroupMe's push server: Bayeux by long polling, and over WebSockets. */
export class BayeuxServer {
  /** The clients, by client id. */
  readonly clients: Map<string, PushClient> = new Map();
  /** Whether polls are no longer answered. */
  isMute = false;
  /** The refusal of handshakes, if there is one. */
  refusal: HandshakeRefusal | undefined;
  readonly #world: World;
  #published = 0;

  /** Serves a world. */
  constructor(world: World) {
    this.#world = world;
  }

  /** Answers a request; a connect is held. */
  async answer(
    bytes: Uint8Array,
    contentType: string,
    signal: AbortSignal,
  ): Promise<Answer> {
    const messages = readMessages(bytes, contentType);
    if (!messages) return BAD_REQUEST;
    const polls = messages.filter(isPoll).map((it) => this.#poll(it, signal));
    const replies = messages.filter((it) => !isPoll(it))
      .map((it) => this.#reply(it));
    const all = [...replies, ...(await Promise.all(polls)).flat()];
    const headers = { "cache-control": "no-cache, no-store" };
    return { ...bare(200, all), headers, cors: false };
  }

  /**
   * Answers a request in the query of a script's URL, `message` and `jsonp`, with a
   * call of that function; a connect is held.
   */
  async answerScript(
    query: URLSearchParams,
    signal: AbortSignal,
  ): Promise<Answer> {
    const name = query.get("jsonp") ?? "jsonpcallback";
    const bytes = encoder.encode(query.get("message") ?? "");
    if (!/^[\w.]+$/.test(name)) return BAD_REQUEST;
    const answer = await this.answer(bytes, JSON_TYPE, signal);
    if (answer.status !== 200) return answer;
    const body = `/**/${name}(${answer.body});`;
    return { ...answer, body, type: "text/javascript; charset=utf-8" };
  }

  /**
   * Connects a WebSocket, to which replies and events are sent. A connect is held
   * alone, so that it delays no message that came with it.
   */
  accept(socket: PushSocket): PushSocketEnd {
    const end = new AbortController();
    const mine = new Set<PushClient>();
    const bind = ({ clientId }: BayeuxMessage) => {
      const client = this.isMute ? undefined : this.#find(clientId);
      if (!client) return;
      mine.add(client);
      client.use(socket);
    };
    const send = (messages: readonly BayeuxMessage[]) => {
      if (!end.signal.aborted) socket.send(JSON.stringify(messages));
    };
    return {
      receive: (text) => {
        for (
          const message of readMessages(encoder.encode(text), JSON_TYPE) ?? []
        ) {
          bind(message);
          if (isPoll(message)) {
            // A broken connection takes no reply.
            this.#poll(message, end.signal).then(send, () => {});
          } else send([this.#reply(message)]);
        }
      },
      closed: () => {
        end.abort();
        for (const client of mine) client.leave(socket);
      },
    };
  }

  /** Sends an event to the subscribers of a channel. */
  publish(channel: string, data: unknown, id?: string): void {
    const event = { channel, data, id: id ?? (++this.#published).toString(36) };
    for (const [clientId, { channels }] of this.clients) {
      if (channels.has(channel)) this.#find(clientId)?.deliver(event);
    }
  }

  /** A client, unless it has expired. */
  #find(clientId: unknown): PushClient | undefined {
    const id = `${clientId}`;
    const client = this.clients.get(id);
    const { pushTimeout } = this.#world.settings;
    const isHere = client &&
      this.#world.now() < client.lastConnectAt + 2 * pushTimeout;
    if (!isHere) this.clients.delete(id);
    return isHere ? client : undefined;
  }

  #reply(message: BayeuxMessage): BayeuxMessage {
    switch (message.channel) {
      case "/meta/handshake":
        return this.#handshake(message);
      case "/meta/subscribe":
        return this.#subscribe(message);
      case "/meta/unsubscribe":
        return this.#unsubscribe(message);
      case "/meta/disconnect":
        return this.#disconnect(message);
      default:
        return this.#take(message);
    }
  }

  #handshake(message: BayeuxMessage): BayeuxMessage {
    const error = this.refusal?.error ?? handshakeError(message);
    const reply = {
      ...replyTo(message, error),
      version: "1.0",
      supportedConnectionTypes: CONNECTION_TYPES,
    };
    if (error !== undefined) {
      const advice = this.refusal?.advice ?? { reconnect: "handshake" };
      return { ...reply, advice };
    }
    const { random, settings } = this.#world;
    const clientId = random.text(ALPHABET, 31);
    this.clients.set(clientId, new PushClient(settings.scheduler));
    return { ...reply, clientId, advice: this.#advice() };
  }

  async #poll(
    message: BayeuxMessage,
    signal: AbortSignal,
  ): Promise<readonly BayeuxMessage[]> {
    const { clientId, connectionType: type, advice } = message;
    const client = this.#find(clientId);
    const error = type === undefined
      ? REFUSED.missing("connectionType")
      : !CONNECTION_TYPES.includes(`${type}`)
      ? REFUSED.types(type)
      : this.#unknown(clientId);
    if (error !== undefined || !client) {
      const { clientId: _, ...reply } = replyTo(message, error);
      return [{ ...reply, advice: { reconnect: "handshake" } }];
    }
    const { pushTimeout, scheduler } = this.#world.settings;
    if (this.isMute) await wait(Infinity, scheduler, signal);
    const { timeout } = asFields(advice);
    const hold = typeof timeout === "number" ? timeout : pushTimeout;
    // Who listens hears of what is due at its time.
    const watching = this.#world.due.watch(scheduler).subscribe();
    try {
      const events = await client.poll(hold, signal);
      return [{ ...replyTo(message), advice: this.#advice() }, ...events];
    } finally {
      watching.unsubscribe();
    }
  }

  #subscribe(message: BayeuxMessage): BayeuxMessage {
    const { clientId, subscription } = message;
    const names: unknown[] = [subscription ?? []].flat();
    const bad = names.findIndex((it) => !mayUse(this.#world, message, it));
    const error = this.#unknown(clientId) ??
      (subscription === undefined
        ? REFUSED.missing("subscription")
        : bad < 0
        ? undefined
        : isChannel(names[bad])
        ? REFUSED.channel(names[bad])
        : REFUSED.name(names[bad]));
    // Those before the bad one stand.
    for (const name of bad < 0 ? names : names.slice(0, bad)) {
      this.#find(clientId)?.channels.add(`${name}`);
    }
    const reply = replyTo(message, error);
    return { ...reply, subscription: subscription ?? [] };
  }

  #unsubscribe(message: BayeuxMessage): BayeuxMessage {
    const { clientId, subscription } = message;
    const error = this.#unknown(clientId) ??
      (subscription === undefined
        ? REFUSED.missing("subscription")
        : undefined);
    for (const name of [subscription ?? []].flat()) {
      this.#find(clientId)?.channels.delete(`${name}`);
    }
    return { ...replyTo(message, error), subscription: subscription ?? [] };
  }

  #disconnect(message: BayeuxMessage): BayeuxMessage {
    const { clientId } = message;
    const error = this.#unknown(clientId);
    const reply = replyTo(message, error);
    if (error !== undefined) {
      const { clientId: _, ...rest } = reply;
      return rest;
    }
    this.#find(clientId)?.flush();
    this.clients.delete(`${clientId}`);
    return reply;
  }

  /** Publishes for a client: typing and pings alone. */
  #take(message: BayeuxMessage): BayeuxMessage {
    const { channel, data, id } = message;
    const { type } = asFields(data);
    const error = `${channel}`.startsWith("/meta/")
      ? REFUSED.channel(channel)
      : !isChannel(channel)
      ? REFUSED.name(channel)
      : data === undefined
      ? REFUSED.missing("data")
      : !mayUse(this.#world, message, channel)
      ? REFUSED.channel(channel)
      : type !== "typing" && type !== "ping"
      ? REFUSED.publish(channel)
      : undefined;
    if (error === undefined) this.publish(`${channel}`, data, asText(id));
    return replyTo(message, error);
  }

  #unknown(clientId: unknown): string | undefined {
    if (clientId === undefined) return REFUSED.missing("clientId");
    return this.#find(clientId) ? undefined : REFUSED.client(clientId);
  }

  #advice(): BayeuxMessage {
    const { pushTimeout: timeout } = this.#world.settings;
    return { reconnect: "retry", interval: 0, timeout };
  }
}

function isPoll({ channel }: BayeuxMessage): boolean {
  return channel === "/meta/connect";
}
