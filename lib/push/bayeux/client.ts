import {
  concatMap,
  defer,
  finalize,
  merge,
  type Observable,
  share,
  Subject,
  take,
  tap,
} from "rxjs";
import { connection } from "./connection.ts";
import type { BayeuxOptions, Connection } from "./protocol.ts";
import { down, type State, UP, type Watched } from "./signal.ts";

/**
 * A client of the Bayeux protocol: one connection, while anybody watches or
 * publishes.
 */
export interface Bayeux {
  /**
   * Watches channels.
   *
   * @returns `up` when all of them arrive, again after each interruption;
   * `down` meanwhile; and events, those of other channels too. Errors when one of
   * them is refused, or the whole connection.
   */
  watch(channels: readonly string[]): Observable<Watched>;
  /** Subscribes to all channels once more, without an interruption. */
  renew(): void;
  /**
   * Publishes something when subscribed to; errors if the connection is down.
   *
   * @returns `true` once it is acknowledged; then completes.
   */
  publish(channel: string, data: unknown): Observable<true>;
}

const CONNECTING: State = { type: "down", reason: "connecting" };

/**
 * Makes a client; nothing is sent yet.
 *
 * @param onState Called once for each change, however many watch.
 */
export function bayeux(
  options: BayeuxOptions,
  onState: (state: State) => void,
): Bayeux {
  const watching = new Set<readonly string[]>();
  // A subject, since subscriptions come and go beside the shared connection.
  const changes = new Subject<boolean>();
  let current: Connection | undefined;
  let last: State | undefined;

  function ended(state: State): void {
    // Before anybody can hear of it, who may begin another run at once.
    current = last = undefined;
    onState(state);
  }

  const signals = defer(() => {
    const channels = () => new Set([...watching].flat());
    current = connection(options, { channels, changes });
    return merge([CONNECTING], current.signals);
  }).pipe(
    tap({
      next: (signal) => {
        if (signal.type === "up" || signal.type === "down") {
          last = signal;
          onState(signal);
        }
      },
      error: (error) => ended(down(error)),
      unsubscribe: () => ended({ type: "down", reason: "stopped" }),
    }),
    share(),
  );

  const changed = defer(() => {
    changes.next(false);
    return [];
  });

  return {
    watch: (names) =>
      defer(() => {
        // An entry of its own for each subscriber.
        const channels = [...names];
        let isUp = false;
        watching.add(channels);
        return merge(
          last ? [last] : [],
          signals,
          // Not before its outcome can be seen.
          changed,
        ).pipe(
          concatMap((signal): Watched[] => {
            if (signal.type === "refused") {
              if (channels.includes(signal.channel)) throw signal.error;
              return [];
            }
            if (signal.type === "event") return [signal];
            const isNews = signal.type === "up" || !isUp;
            isUp = channels.every((it) => current?.has(it));
            if (signal.type === "down") return [signal];
            return isUp && isNews ? [UP] : [];
          }),
          finalize(() => {
            watching.delete(channels);
            changes.next(false);
          }),
        );
      }),
    renew: () => changes.next(true),
    publish: (channel, data) =>
      defer(() => merge(last ? [last] : [], signals)).pipe(
        concatMap((signal) => {
          if (signal.type === "down" && signal.error) throw signal.error;
          return signal.type === "up" && current
            ? current.publish(channel, data)
            : [];
        }),
        take(1),
      ),
  };
}
