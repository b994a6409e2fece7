import { readObject } from "../../wire/json.ts";
import type { MessageData } from "../../wire/message.ts";

interface OneMessage {
  readonly message?: unknown;
  readonly direct_message?: unknown;
}

/**
 * Reads the one message of an answer, which an endpoint names by the kind of the
 * conversation.
 *
 * @throws {DecodeError} Without one.
 */
export function readMessage(answer: unknown): MessageData {
  const { message, direct_message } = readObject<OneMessage>(answer, "message");
  return readObject<MessageData>(message ?? direct_message, "message");
}
