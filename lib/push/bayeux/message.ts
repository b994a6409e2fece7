import { NoResponse } from "../../errors.ts";
import { isObject } from "../../wire/json.ts";

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
  /** Counts the requests; a reply repeats it. */
  readonly id?: unknown;
  /** Who the server knows us as. */
  readonly clientId?: unknown;
  /** Only in replies. */
  readonly successful?: unknown;
  /** Which channel, in a (un)subscription and the reply to it. */
  readonly subscription?: unknown;
  /** `403:/channel:Words`, in a reply. */
  readonly error?: unknown;
  /** How to go on, in a reply. */
  readonly advice?: unknown;
  /** What was published. */
  readonly data?: unknown;
  /** What a message carries besides. */
  readonly ext?: { readonly [field: string]: unknown };
  /** Whatever else. */
  readonly [field: string]: unknown;
}

/**
 * Reads an answer: an array of messages, or a single one. What is no message
 * is left out.
 */
export function readMessages(answer: unknown): readonly BayeuxMessage[] {
  return [answer].flat().filter((it): it is BayeuxMessage =>
    isObject(it) && typeof it.channel === "string"
  );
}

/** Is this the reply to some request, and no event? */
export function isReply(message: BayeuxMessage): boolean {
  return typeof message.successful === "boolean";
}

/** Finds the reply to a request: by its id, and where that lacks, by the rest. */
export function replyTo(
  { channel, id, subscription }: BayeuxMessage,
  answer: readonly BayeuxMessage[],
): BayeuxMessage | undefined {
  return answer.find((it) =>
    isReply(it) && it.channel === channel &&
    (it.id === undefined
      ? String(it.subscription) === String(subscription)
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
  throw unanswered(request, "in it");
}

/** The error of a request without a reply. */
export function unanswered(
  request: BayeuxMessage | undefined,
  where: string,
): NoResponse {
  return new NoResponse(`Cannot reach ${request?.channel}: no reply ${where}`);
}
