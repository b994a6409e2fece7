import {
  map,
  type Observable,
  ReplaySubject,
  share,
  startWith,
  switchMap,
  take,
  tap,
} from "rxjs";
import type { Bayeux } from "../bayeux/client.ts";
import type { Locks } from "./locks.ts";
import type { State, Watched } from "../bayeux/signal.ts";
import { type Channel, joinTabs } from "./leader_election.ts";

/** How tabs find each other. */
export interface TabsOptions {
  /**
   * Tells which tab leads.
   *
   * @default {navigator.locks}
   */
  locks?: Locks;
  /**
   * The class of what carries words from tab to tab.
   *
   * @default {globalThis.BroadcastChannel}
   */
  BroadcastChannel?: new (name: string) => Channel;
}

/**
 * Makes one connection of all tabs' out of each tab's own.
 *
 * @param own This tab's, used while it leads.
 * @param userId Only tabs of the same user share.
 * @param tell Called with the state of another tab's connection.
 */
export type ShareTabs = (
  own: Bayeux,
  userId: Observable<string>,
  tell: (state: State) => void,
) => Bayeux;

const MOVED: State = { type: "down", reason: "another tab takes over" };

/**
 * Shares a connection among all tabs of the same user. One of them holds it;
 * when that one closes another takes over, which the rest see as an
 * interruption. Where the browser lacks Web Locks or broadcast channels each
 * tab has a connection of its own. No token leaves its tab.
 *
 * @example In a page
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { push, webSocketWire } from "@rxgroupme/client/push";
 * import { acrossTabs } from "@rxgroupme/client/push/tabs";
 *
 * const client = Client.fromToken("...");
 * const live = push(client, { wire: webSocketWire(), tabs: acrossTabs() });
 * live.events().subscribe(({ type }) => console.log(type));
 * ```
 */
export function acrossTabs(options: TabsOptions = {}): ShareTabs {
  const { navigator, BroadcastChannel: Class } = globalThis as {
    navigator?: { locks?: Locks };
    BroadcastChannel?: TabsOptions["BroadcastChannel"];
  };
  const { locks = navigator?.locks, BroadcastChannel = Class } = options;
  return (own, userId, tell) => {
    if (!locks || !BroadcastChannel) return own;
    const meeting = { locks, BroadcastChannel };
    const leader = userId.pipe(
      switchMap((id) => joinTabs(`rxgroupme push ${id}`, own, meeting, tell)),
      tap({ unsubscribe: () => tell({ type: "down", reason: "stopped" }) }),
      share({ connector: () => new ReplaySubject(1) }),
    );
    return {
      renew: own.renew,
      watch: (channels) =>
        leader.pipe(switchMap((answer, i) => {
          const signals = answer({ method: "watch", channels });
          const all = i > 0 ? signals.pipe(startWith(MOVED)) : signals;
          // By what was asked for.
          return all as Observable<Watched>;
        })),
      publish: (channel, data) =>
        leader.pipe(
          switchMap((answer) => answer({ method: "publish", channel, data })),
          map((): true => true),
          take(1),
        ),
    };
  };
}
