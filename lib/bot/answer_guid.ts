/** How the `source_guid` of each answer of a bot begins. */
const PREFIX = "bot-";

/**
 * The `source_guid` of an answer. It is the same whenever the same message is
 * answered, so that an answer that stands is not posted again.
 *
 * @param n Counts the answers to one message, from 0.
 */
export function answerGuid(messageId: string, n: number, name: string): string {
  return `${PREFIX}${messageId}-${n}-${name}`;
}

/** Whether a bot of this library posted it, also as a person. */
export function isAnswer(sourceGuid: string | undefined): boolean {
  return sourceGuid?.startsWith(PREFIX) ?? false;
}
