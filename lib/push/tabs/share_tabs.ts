import {
  map,
  type Observable,
  ReplaySubject,
  type SchedulerLike,
  share,
  startWith,
  switchMap,
  take,
} from "rxjs";
import { invalidArgument } from "../../util/validate.ts";
import type { Bayeux } from "../bayeux/client.ts";
import type { Locks } from "./locks.ts";
import type { State, Watched } from "../bayeux/signal.ts";
import { type Channel, electLeader } from "./leader_election.ts";

/** The options of {@linkcode acrossTabs}. */
export interface TabsOptions {
  /**
   * Elects the leading tab.
   *
   * @default {navigator.locks}
   */
  locks?: Locks | undefined;
  /**
   * The class of channels that carry messages from tab to tab.
   *
   * @default {globalThis.BroadcastChannel}
   */
  BroadcastChannel?: (new (name: string) => Channel) | undefined;
}

/**
 * Makes one connection out of those of all tabs.
 *
 * @param own The connection of this tab, used while it leads.
 * @param userId The user; only tabs of the same one share.
 * @param onState Called with the state of another tab's connection.
 * @param scheduler The clock.
 */
export type ShareTabs = (
  own: Bayeux,
  userId: Observable<string>,
  onState: (state: State) => void,
  scheduler: SchedulerLike,
) => Bayeux;

const MOVED: State = { type: "down", reason: "another tab takes over" };

/**
 * Shares a connection among all tabs of the same user. One of them holds it;
 * when that one closes, dies or is frozen, another takes over (a frozen one
 * within half a minute), which the rest see as an interruption. Where the browser
 * lacks or denies Web Locks or broadcast channels each tab has a connection of
 * its own. No token leaves its tab.
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
 * @throws {TypeError} When it is passed on uncalled, as `tabs: acrossTabs`.
 */
export function acrossTabs(options: TabsOptions = {}): ShareTabs {
  const { navigator, BroadcastChannel: Class } = globalThis as {
    navigator?: { locks?: Locks };
    BroadcastChannel?: TabsOptions["BroadcastChannel"];
  };
  const { locks = navigator?.locks, BroadcastChannel = Class } = options;
  // `push()` calls what it is given: this function itself, then.
  if ("watch" in options) {
    throw invalidArgument("tabs", "it must be acrossTabs(), got acrossTabs");
  }
  return (own, userId, onState, scheduler) => {
    if (!locks || !BroadcastChannel) return own;
    const environment = { locks, BroadcastChannel, scheduler };
    const leader = userId.pipe(
      switchMap((id) =>
        electLeader(`rxgroupme push ${id}`, own, environment, onState)
      ),
      share({ connector: () => new ReplaySubject(1) }),
    );
    return {
      renew: own.renew,
      watch: (channels) =>
        leader.pipe(switchMap((call, i) => {
          const signals = call({ method: "watch", channels });
          const all = i > 0 ? signals.pipe(startWith(MOVED)) : signals;
          // The call decides what comes.
          return all as Observable<Watched>;
        })),
      publish: (channel, data) =>
        leader.pipe(
          switchMap((call) => call({ method: "publish", channel, data })),
          map((): true => true),
          take(1),
        ),
    };
  };
}
