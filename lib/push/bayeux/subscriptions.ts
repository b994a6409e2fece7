import { type ObservableInput, tap } from "rxjs";
import { type BayeuxMessage, META, replied } from "./message.ts";
import type {
  BayeuxOptions,
  BayeuxSession,
  DesiredChannels,
} from "./protocol.ts";
import { events, type Signal } from "./signal.ts";
import { type Exchange, ProtocolError } from "./exchange.ts";

/**
 * Makes a function that subscribes a session to the desired channels, and
 * unsubscribes it from all others.
 */
export function subscriptions(
  { refusal }: BayeuxOptions,
  desired: DesiredChannels,
  { request, send }: Exchange,
): (session: BayeuxSession, isRenewal?: boolean) => ObservableInput<Signal> {
  function applyReply(
    { channels }: BayeuxSession,
    { subscription }: BayeuxMessage,
    { successful, error: words }: BayeuxMessage,
  ): Signal {
    const channel = `${subscription}`;
    if (successful) {
      channels.add(channel);
      return { type: "subscribed" };
    }
    const error = refusal(channel, words);
    // Servers do not agree on its number.
    if (/unknown client/i.test(`${words}`)) {
      throw new ProtocolError(error, false);
    }
    channels.delete(channel);
    return { type: "refused", channel, error };
  }

  return (session, isRenewal) => {
    const { channels } = session;
    const wanted = desired.channels();
    const missing = [...wanted]
      .filter((it) => isRenewal || !channels.has(it))
      .map((it) => request(META.subscribe, { subscription: it }, session));
    const surplus = [...channels]
      .filter((it) => !wanted.has(it) && channels.delete(it))
      .map((it) => request(META.unsubscribe, { subscription: it }, session));
    const requests = [...missing, ...surplus];
    if (requests.length === 0) return [];
    // The server may not hear of it, and go on: the next client id begins without.
    const abandon = () => {
      if (surplus.length > 0) session.remaining = 0;
    };
    return send(requests, (answer): Signal[] => [
      ...missing.map((it) => applyReply(session, it, replied(it, answer))),
      ...events(answer),
    ]).pipe(tap({ error: abandon, unsubscribe: abandon }));
  };
}
