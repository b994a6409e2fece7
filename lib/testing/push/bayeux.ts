import { asFields, asList, type Fields } from "../server/body.ts";

/** A message of the Bayeux protocol, as it comes in or goes out. */
export type BayeuxMessage = Fields;

/** The connection types that GroupMe offers; long polling and WebSockets work. */
export const CONNECTION_TYPES: readonly string[] = [
  "long-polling",
  "cross-origin-long-polling",
  "callback-polling",
  "websocket",
  "eventsource",
  "in-process",
];

/** The errors of the real server. */
export const REFUSED = {
  types: (types: unknown) => `301:${types}:Connection types not supported`,
  client: (id: unknown) => `401:${id}:Unknown client`,
  missing: (name: string) => `402:${name}:Missing required parameter`,
  channel: (channel: unknown) => `403:${channel}:Forbidden channel`,
  name: (channel: unknown) => `405:${channel}:Invalid channel`,
  publish: (channel: unknown) => `407:${channel}:Failed to publish`,
} as const;

/** Whether a text can be the name of a channel; `+`, for one, may not be in it. */
export function isChannel(name: unknown): name is string {
  return typeof name === "string" && /^(\/[\w\-!~()$@]+)+$/.test(name);
}

/** Begins the reply to a message. */
export function replyTo(
  { id, clientId, channel }: BayeuxMessage,
  error?: string,
): Record<string, unknown> {
  return {
    ...id !== undefined && { id },
    ...clientId !== undefined && { clientId },
    channel,
    successful: error === undefined,
    ...error !== undefined && { error },
  };
}

/**
 * Reads the messages of a request: JSON, or a form with JSON in it.
 *
 * @returns The messages; nothing when they cannot be read.
 */
export function readMessages(
  bytes: Uint8Array,
  contentType: string,
): readonly BayeuxMessage[] | undefined {
  const body = new TextDecoder().decode(bytes);
  const isJson = /^application\/json\b/i.test(contentType);
  const text = isJson ? body : new URLSearchParams(body).get("message");
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (typeof value !== "object" || value === null) return undefined;
    return Array.isArray(value)
      ? asList(value).map(asFields)
      : [value as Fields];
  } catch {
    return undefined;
  }
}

/** The error of a handshake that is not valid, if it is not. */
export function handshakeError(message: BayeuxMessage): string | undefined {
  const { version, supportedConnectionTypes: types } = message;
  if (version === undefined) return REFUSED.missing("version");
  if (types === undefined) return REFUSED.missing("supportedConnectionTypes");
  const all: readonly unknown[] = [types].flat();
  const isCommon = all.some((it) => CONNECTION_TYPES.includes(`${it}`));
  return isCommon ? undefined : REFUSED.types(types);
}
