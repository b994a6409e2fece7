import type { ConversationKey } from "@rxgroupme/client";
import { fromEvent, map, type Observable } from "rxjs";

/** The address of a conversation within the page. */
export function hrefOf(key: ConversationKey): string {
  return "groupId" in key ? `#/g/${key.groupId}` : `#/c/${key.otherUserId}`;
}

/** The conversation that the address names now. */
export function routeOf(hash: string): ConversationKey | undefined {
  const [, kind, id] = /^#\/([gc])\/(\d+)$/.exec(hash) ?? [];
  if (!id) return;
  return kind === "g" ? { groupId: id } : { otherUserId: id };
}

/** The address whenever it changes. */
export const hash$: Observable<string> = fromEvent(window, "hashchange").pipe(
  map(() => location.hash),
);

/** A conversation's key as one text. */
export function keyText(key: ConversationKey): string {
  return "groupId" in key ? `g${key.groupId}` : `c${key.otherUserId}`;
}
