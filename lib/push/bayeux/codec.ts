import { redact } from "../../transport/redact.ts";
import type { Session } from "../../transport/session.ts";
import { type BayeuxMessage, isReply, META, readMessages } from "./message.ts";

/** Between Bayeux messages and what a wire carries. */
export interface Codec {
  /** Writes messages, with the token in those that must have it. */
  encode(messages: readonly BayeuxMessage[], token: string): string;
  /** Reads an answer, and takes the token out of it. */
  decode(answer: unknown): readonly BayeuxMessage[];
}

/**
 * GroupMe's dialect of Bayeux: subscriptions and what is published carry the
 * token.
 *
 * @param renew Called when there is another token than was subscribed with.
 */
export function codec(session: Session, renew: () => void): Codec {
  let last = "";
  let used: string | undefined;
  const asked = new Set<unknown>();

  function odd(reason: string): void {
    session.report({ type: "push", state: "odd", reason });
  }

  return {
    encode(messages, token) {
      last = token;
      // GroupMe wants seconds.
      const timestamp = Math.floor(session.scheduler.now() / 1000);
      const ext = { access_token: token, timestamp };
      return JSON.stringify(messages.map((message) => {
        const { channel } = message;
        const isSubscription = channel === META.subscribe;
        if (isSubscription) {
          used = token;
          asked.add(message.subscription);
        }
        // A poll is when one notices.
        if (channel === META.connect && (used ?? token) !== token) renew();
        return isSubscription || !channel.startsWith("/meta/")
          ? { ...message, ext }
          : message;
      }));
    },
    decode(answer) {
      const messages = readMessages(answer);
      if ([answer].flat().length > messages.length) odd("no message");
      for (const message of messages) {
        const { channel } = message;
        if (isReply(message) || asked.has(channel)) continue;
        odd(`nobody asked for ${redact(channel, last)}`);
      }
      return messages.map((message) =>
        message.error
          ? { ...message, error: redact(`${message.error}`, last) }
          : message
      );
    },
  };
}
