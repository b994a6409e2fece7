/**
 * One push connection for all tabs of a browser.
 *
 * @example In a page, however often it is open
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { push, webSocketWire } from "@rxgroupme/client/push";
 * import { acrossTabs } from "@rxgroupme/client/push/tabs";
 *
 * const client = Client.fromToken("...");
 * const via = push(client, { wire: webSocketWire(), tabs: acrossTabs() });
 * client.groups.messages("1234").tail({ via })
 *   .subscribe(({ name, text }) => console.log(name, text));
 * ```
 *
 * @module
 */

export { acrossTabs, type ShareTabs, type TabsOptions } from "./share_tabs.ts";
export type { Bayeux } from "../bayeux/client.ts";
export type { Locks } from "./locks.ts";
export type { Down, Published, State, Watched } from "../bayeux/signal.ts";
export type { Channel, OnMessage } from "./leader_election.ts";
