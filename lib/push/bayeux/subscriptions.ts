import type { ObservableInput } from "rxjs";
import { type BayeuxMessage, META, replied } from "./message.ts";
import type { BayeuxOptions, Lease, Wanted } from "./protocol.ts";
import { events, type Signal } from "./signal.ts";
import type { Talk } from "./exchange.ts";
import { Verdict } from "./protocol_error.ts";

/**
 * Makes what subscribes to all that is wanted, and unsubscribes from what no
 * longer is.
 */
export function subscriptions(
  { refusal }: BayeuxOptions,
  wanted: Wanted,
  { request, ask }: Talk,
): (lease: Lease, isAnew?: boolean) => ObservableInput<Signal> {
  function settle(
    { channels }: Lease,
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
    if (/unknown client/i.test(`${words}`)) throw new Verdict(error, false);
    channels.delete(channel);
    return { type: "refused", channel, error };
  }

  return (lease, isAnew) => {
    const { channels } = lease;
    const missing = [...wanted.channels.keys()]
      .filter((it) => isAnew || !channels.has(it))
      .map((it) => request(META.subscribe, { subscription: it }, lease));
    const surplus = [...channels]
      .filter((it) => !wanted.channels.has(it) && channels.delete(it))
      .map((it) => request(META.unsubscribe, { subscription: it }, lease));
    const requests = [...missing, ...surplus];
    if (requests.length === 0) return [];
    return ask(requests, (answer): Signal[] => [
      ...missing.map((it) => settle(lease, it, replied(it, answer))),
      ...events(answer),
    ]);
  };
}
