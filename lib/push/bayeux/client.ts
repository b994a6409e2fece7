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
import { down, type State, type Watched } from "./signal.ts";

/**
 * A client of the Bayeux protocol: one connection, for as long as anyone
 * watches or publishes.
 */
export interface Bayeux {
  /**
   * Watches channels.
   *
   * @returns `up` when all of them arrive, again after each interruption;
   * `down` meanwhile; and events, of other channels too. Errors when one of
   * them is refused, or the whole connection.
   */
  watch(channels: readonly string[]): Observable<Watched>;
  /** Subscribes to all that is wanted once more, without an interruption. */
  renew(): void;
  /**
   * Publishes something when subscribed to; errors if the connection is down.
   *
   * @returns `true` once it is acknowledged, then completion.
   */
  publish(channel: string, data: unknown): Observable<true>;
}

const CONNECTING: State = { type: "down", reason: "connecting" };
const UP: State = { type: "up" };

/**
 * Makes a client; nothing is sent yet.
 *
 * @param tell Called when it goes up or down, however many watch.
 */
export function bayeux(
  options: BayeuxOptions,
  tell: (state: State) => void,
): Bayeux {
  const wanted = new Map<string, number>();
  const changes = new Subject<boolean>();
  let current: Connection | undefined;
  let last: State | undefined;

  const signals = defer(() => {
    current = connection(options, { channels: wanted, changes });
    return merge([CONNECTING], current.signals);
  }).pipe(
    tap({
      next: (signal) => {
        if (signal.type === "up" || signal.type === "down") {
          last = signal;
          tell(signal);
        }
      },
      error: (error) => tell(down(error)),
      unsubscribe: () => tell({ type: "down", reason: "stopped" }),
      finalize: () => current = last = undefined,
    }),
    share(),
  );

  function want(channels: readonly string[], more: number): void {
    for (const it of channels) {
      const count = (wanted.get(it) ?? 0) + more;
      if (count > 0) wanted.set(it, count);
      else wanted.delete(it);
    }
  }

  const changed = defer(() => {
    changes.next(false);
    return [];
  });

  return {
    watch: (channels) =>
      defer(() => {
        const isReady = () => channels.every((it) => current?.has(it));
        let isUp = false;
        want(channels, 1);
        return merge(
          last ? [last] : [],
          signals,
          // Not before what comes of it can be seen.
          changed,
        ).pipe(
          concatMap((signal): Watched[] => {
            if (signal.type === "refused") {
              if (channels.includes(signal.channel)) throw signal.error;
              return [];
            }
            if (signal.type === "event") return [signal];
            const isNews = signal.type === "up" || !isUp;
            isUp = isReady();
            if (signal.type === "down") return [signal];
            return isUp && isNews ? [UP] : [];
          }),
          finalize(() => {
            want(channels, -1);
            changes.next(false);
          }),
        );
      }),
    renew: () => changes.next(true),
    publish: (channel, data) =>
      defer(() => merge([last ?? UP], signals)).pipe(
        concatMap((signal) => {
          if (signal.type === "down" && signal.error) throw signal.error;
          return current?.has() ? current.publish(channel, data) : [];
        }),
        take(1),
      ),
  };
}
