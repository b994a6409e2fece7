import type { MaybePromise } from "../cursors/cursor.ts";
import { assertMethod } from "../util/validate.ts";
import { withInside } from "./inside.ts";
import { keepWindow, restoreWindow } from "./keep_window.ts";

/** A store of windows; each of its methods may give a promise, or fail. */
export interface TimelineCache {
  /** Reads what is kept under a name; nothing if nothing is. */
  get(name: string): MaybePromise<unknown>;
  /** Keeps plain JSON under a name, in place of what was there. */
  set(name: string, value: unknown): MaybePromise<unknown>;
}

/** The part of a timeline that shows the window kept last, and keeps it. */
export interface CacheInside {
  readonly restore: typeof restoreWindow;
  readonly keep: typeof keepWindow;
}

/**
 * A store of windows of your own, for the option `cache` of timelines.
 *
 * @throws {TypeError} Without one of its two methods.
 *
 * @example Keep windows on a server
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { cacheOf, timeline } from "@rxgroupme/client/timeline";
 *
 * const client = Client.fromToken("...");
 * const url = (name: string) => `/windows/${encodeURIComponent(name)}`;
 * const cache = cacheOf({
 *   get: async (name) => (await fetch(url(name))).json(),
 *   set: (name, value) =>
 *     fetch(url(name), { method: "PUT", body: JSON.stringify(value) }),
 * });
 * timeline(client, "1234", { cache })
 *   .subscribe(({ items }) => console.log(items.length));
 * ```
 */
export function cacheOf(cache: TimelineCache): TimelineCache {
  assertMethod(cache, "get", "cache");
  assertMethod(cache, "set", "cache");
  const inside: CacheInside = { restore: restoreWindow, keep: keepWindow };
  // Not the value itself, as a copy of it would lack the methods of a class.
  return withInside({
    get: (name) => cache.get(name),
    set: (name, value) => cache.set(name, value),
  }, inside);
}

/** Keeps windows for as long as the program runs. */
export function memoryCache(): TimelineCache {
  const values = new Map<string, unknown>();
  return cacheOf({
    get: (name) => values.get(name),
    set: (name, value) => void values.set(name, value),
  });
}
