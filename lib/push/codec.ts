import { redact } from "../transport/redact.ts";
import type { Session } from "../transport/session.ts";
import { type BayeuxMessage, META, readMessages } from "./message.ts";

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
  return {
    encode(messages, token) {
      last = token;
      // GroupMe wants seconds.
      const timestamp = Math.floor(session.scheduler.now() / 1000);
      const ext = { access_token: token, timestamp };
      return JSON.stringify(messages.map((message) => {
        const { channel } = message;
        const isSubscription = channel === META.subscribe;
        if (isSubscription) used = token;
        // A poll is when one notices.
        else if (channel === META.connect && (used ?? token) !== token) renew();
        return isSubscription || !channel.startsWith("/meta/")
          ? { ...message, ext }
          : message;
      }));
    },
    decode(answer) {
      const messages = readMessages(answer);
      if ([answer].flat().length > messages.length) {
        session.report({ type: "push", state: "odd", reason: "no message" });
      }
      return messages.map((message) =>
        message.error
          ? { ...message, error: redact(`${message.error}`, last) }
          : message
      );
    },
  };
}
