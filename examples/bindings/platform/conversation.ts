import type { AnyMessage } from "@rxgroupme/client";
import {
  diff,
  type LiveTimeline,
  type TimelineItem,
} from "@rxgroupme/client/timeline";

/** The part of the platform's own Observable that is used. */
interface NativeObservable<T> {
  subscribe(
    next: (value: T) => void,
    options?: { signal?: AbortSignal },
  ): void;
}

declare const Observable: {
  from<T>(source: AsyncIterable<T>): NativeObservable<T>;
};

/**
 * Shows a conversation with nothing but the platform: its Observable, and
 * `diff()` to touch only the rows that changed.
 *
 * @returns What takes it down again.
 */
export function showConversation(
  list: HTMLUListElement,
  live: LiveTimeline<AnyMessage>,
): () => void {
  const end = new AbortController();
  let shown = {
    ...live.value,
    items: [] as readonly TimelineItem<AnyMessage>[],
  };
  Observable.from(live).subscribe((next) => {
    for (const change of diff(shown, next)) {
      if (change.type === "reset") {
        list.replaceChildren(...change.items.map((it) => row(it, live)));
      } else if (change.type === "set") {
        fill(list.children[change.at] as HTMLLIElement, change.item, live);
      } else {
        const { at, removed, items } = change;
        for (let i = 0; i < removed; i++) list.children[at]?.remove();
        const before = list.children[at] ?? null;
        for (const item of items) list.insertBefore(row(item, live), before);
      }
    }
    shown = next;
  }, { signal: end.signal });
  return () => {
    end.abort();
    list.replaceChildren();
  };
}

function row(
  item: TimelineItem<AnyMessage>,
  live: LiveTimeline<AnyMessage>,
): HTMLLIElement {
  return fill(document.createElement("li"), item, live);
}

function fill(
  element: HTMLLIElement,
  { key, state, message, reactions }: TimelineItem<AnyMessage>,
  live: LiveTimeline<AnyMessage>,
): HTMLLIElement {
  element.dataset.key = key;
  element.dataset.state = state;
  element.textContent = message.text ?? "";
  for (const { reaction, count } of reactions) {
    const mark = document.createElement("b");
    mark.textContent = `${reaction} ${count}`;
    element.append(mark);
  }
  if (state === "failed") {
    const button = document.createElement("button");
    button.textContent = "Retry";
    button.onclick = () => live.retry(key);
    element.append(button);
  }
  return element;
}
