import type { ConversationKey } from "@rxgroupme/client";
import { fromEvent, map, type Observable } from "rxjs";

/** What the address names. */
export interface Route {
  readonly key: ConversationKey;
  /** Of a topic: its group. */
  readonly parentId?: string | undefined;
}

/** The address of a conversation within the page. */
export function hrefOf(key: ConversationKey, parentId?: string): string {
  if ("otherUserId" in key) return `#/c/${key.otherUserId}`;
  return parentId ? `#/g/${parentId}/${key.groupId}` : `#/g/${key.groupId}`;
}

/** The conversation that the address names now. */
export function routeOf(hash: string): Route | undefined {
  const [, kind, id, topicId] = /^#\/([gc])\/(\d+)(?:\/(\d+))?$/.exec(hash) ??
    [];
  if (!id) return;
  if (kind === "c") return { key: { otherUserId: id } };
  return topicId
    ? { key: { groupId: topicId }, parentId: id }
    : { key: { groupId: id } };
}

/** The group that the address is about, of which it may name a topic. */
export function groupIdOf(route: Route | undefined): string | undefined {
  if (!route || "otherUserId" in route.key) return undefined;
  return route.parentId ?? route.key.groupId;
}

/** The address whenever it changes. */
export const hash$: Observable<string> = fromEvent(window, "hashchange").pipe(
  map(() => location.hash),
);

/** A conversation's key as one text. */
export function keyText(key: ConversationKey): string {
  return "groupId" in key ? `g${key.groupId}` : `c${key.otherUserId}`;
}
