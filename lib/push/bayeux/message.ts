import { NoResponse } from "../../errors.ts";
import { isObject, toText } from "../../wire/json.ts";

/** The channels of Bayeux itself. */
export const META = {
  handshake: "/meta/handshake",
  connect: "/meta/connect",
  subscribe: "/meta/subscribe",
  unsubscribe: "/meta/unsubscribe",
  disconnect: "/meta/disconnect",
} as const;

/** A message of the Bayeux protocol: a request, the reply to one, an event. */
export interface BayeuxMessage {
  /** `/meta/...`, or where something is published. */
  readonly channel: string;
  /** A counter of requests; a reply repeats it. */
  readonly id?: unknown;
  /** The name under which the server knows this client. */
  readonly clientId?: unknown;
  /** Only in replies. */
  readonly successful?: unknown;
  /** The channel of a (un)subscription and of the reply to it. */
  readonly subscription?: unknown;
  /** `403:/channel:Words`, in a reply. */
  readonly error?: unknown;
  /** How to continue, in a reply. */
  readonly advice?: unknown;
  /** The published value. */
  readonly data?: unknown;
  /** Extensions, such as the token. */
  readonly ext?: { readonly [field: string]: unknown };
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/**
 * Reads an answer: an array of messages, or a single one. Everything else is
 * left out.
 */
export function readMessages(answer: unknown): readonly BayeuxMessage[] {
  return [answer].flat().filter((it): it is BayeuxMessage =>
    isObject(it) && typeof it.channel === "string"
  );
}

/** Whether it is a reply to a request, and not an event. */
export function isReply(message: BayeuxMessage): boolean {
  return typeof message.successful === "boolean";
}

/** Finds the reply to a request: by its id, or without one by its channel. */
export function replyTo(
  { channel, id, subscription }: BayeuxMessage,
  answer: readonly BayeuxMessage[],
): BayeuxMessage | undefined {
  return answer.find((it) =>
    isReply(it) && it.channel === channel &&
    (it.id === undefined
      ? toText(it.subscription) === toText(subscription)
      : it.id === id)
  );
}

/** Finds the reply to a request, or throws. */
export function replied(
  request: BayeuxMessage,
  answer: readonly BayeuxMessage[],
): BayeuxMessage {
  const reply = replyTo(request, answer);
  if (reply) return reply;
  throw unanswered(request);
}

/** The error of a request without a reply. */
export function unanswered(request?: BayeuxMessage): NoResponse {
  return new NoResponse(`Cannot reach ${request?.channel}: no reply`);
}
