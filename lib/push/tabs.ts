/**
 * One push connection for all tabs of a browser.
 *
 * @module
 */

export { acrossTabs, type ShareTabs, type TabsOptions } from "./across_tabs.ts";
export type { Bayeux } from "./bayeux.ts";
export type { Locks } from "./locks.ts";
export type { Down, Published, State, Watched } from "./signal.ts";
export type { Channel, OnMessage } from "./tab.ts";
