import { redact } from "../../transport/redact.ts";
import type { Session } from "../../transport/session.ts";
import { type BayeuxMessage, isReply, META, readMessages } from "./message.ts";
import { toText } from "../../wire/json.ts";

/** Between Bayeux messages and the text that a transport carries. */
export interface Codec {
  /** Encodes messages, with the token in those that need it. */
  encode(messages: readonly BayeuxMessage[], token: string): string;
  /** Decodes an answer, and removes the token from its errors. */
  decode(answer: unknown): readonly BayeuxMessage[];
}

/**
 * GroupMe's dialect of Bayeux: subscriptions and publications carry the token.
 *
 * @param renew Called when the token is not the one of the subscriptions.
 */
export function codec(session: Session, renew: () => void): Codec {
  let last = "";
  let used: string | undefined;
  const subscribed = new Set<unknown>();

  function malformed(reason: string): void {
    session.report({ type: "push", state: "malformed", reason });
  }

  return {
    encode(messages, token) {
      // GroupMe wants seconds.
      const timestamp = Math.floor(session.scheduler.now() / 1000);
      const ext = { access_token: token, timestamp };
      return JSON.stringify(messages.map((message) => {
        const { channel } = message;
        const isSubscription = channel === META.subscribe;
        if (isSubscription) {
          used = token;
          subscribed.add(message.subscription);
        }
        // Polls come often enough to notice it.
        if (channel === META.connect && (used ?? token) !== token) renew();
        if (!isSubscription && channel.startsWith("/meta/")) return message;
        // That of a poll, which carries none, may be another.
        last = token;
        return { ...message, ext };
      }));
    },
    decode(answer) {
      const messages = readMessages(answer);
      if ([answer].flat().length > messages.length) {
        malformed("no message");
      }
      return messages.map((message) => {
        const { channel, error } = message;
        if (!isReply(message) && !subscribed.has(channel)) {
          malformed(`${redact(channel, last)} is unsolicited`);
        }
        return error
          ? { ...message, error: redact(toText(error) ?? "refused", last) }
          : message;
      });
    },
  };
}
