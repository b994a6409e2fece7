import type { Group, Message } from "@rxgroupme/client";
import { defer, fromEvent, map, mergeMap, type Observable, tap } from "rxjs";

/** The element with an id, which the page must have. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`Cannot find #${id} in the page`);
  return element;
}

/** Lists groups as buttons, and emits the group of each that is pressed. */
export function choose(
  groups: Observable<Group>,
  list: HTMLElement,
): Observable<Group> {
  return groups.pipe(mergeMap((group) => {
    const button = document.createElement("button");
    // Never as HTML: others choose these words.
    button.textContent = group.name ?? group.id;
    list.append(item(button));
    return fromEvent(button, "click").pipe(map(() => group));
  }));
}

/** Lists messages in the place of those that were there before. */
export function show(
  messages: Observable<Message>,
  list: HTMLElement,
): Observable<Message> {
  return defer(() => {
    list.replaceChildren();
    return messages;
  }).pipe(
    tap(({ name, text }) => list.append(item(`${name}: ${text ?? "…"}`))),
  );
}

function item(content: Node | string): HTMLElement {
  const element = document.createElement("li");
  element.append(content);
  return element;
}
