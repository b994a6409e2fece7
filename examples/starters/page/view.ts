import type { PlainMessage } from "@rxgroupme/client";
import type { Timeline, TimelineItem } from "@rxgroupme/client/timeline";
import { rowOf } from "./rows.ts";

type Item = TimelineItem<PlainMessage>;

/** Nearer than this to the end, the page follows what is said; in pixels. */
const NEAR = 40;

/** The element with an id, which the page must have. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`Cannot find #${id} in the page`);
  return element;
}

/** The messages in an element that scrolls. */
export class View {
  readonly #list: HTMLElement;
  #shown: ReadonlyMap<string, readonly [item: Item, row: HTMLElement]> =
    new Map();

  constructor(list: HTMLElement) {
    this.#list = list;
  }

  /** Shows a conversation as it is now; rows that did not change stay. */
  show({ items }: Timeline<PlainMessage>): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    const isAtEnd = scrollHeight - clientHeight - scrollTop < NEAR;
    const first = this.#shown.keys().next().value;
    const before = this.#shown;
    this.#shown = new Map(items.map((item) => {
      const shown = before.get(item.key);
      return [item.key, shown?.[0] === item ? shown : [item, element(item)]];
    }));
    this.#list.replaceChildren(
      ...[...this.#shown.values()].map(([, it]) => it),
    );
    // What came in above leaves in place what somebody reads.
    const isOlder = first !== undefined && first !== items[0]?.key;
    const added = this.#list.scrollHeight - scrollHeight;
    if (isAtEnd) this.#list.scrollTop = this.#list.scrollHeight;
    else this.#list.scrollTop = scrollTop + (isOlder ? added : 0);
  }
}

function element(item: Item): HTMLElement {
  const { author, text, note } = rowOf(item);
  const row = document.createElement("article");
  const name = document.createElement("b");
  const words = document.createElement("bdi");
  const small = document.createElement("small");
  // Never as HTML: others choose these words.
  name.textContent = author;
  // From right to left where its language is written so.
  words.textContent = text;
  small.textContent = note;
  row.append(name, " ", words, " ", small);
  return row;
}
