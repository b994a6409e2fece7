import type { TargetedEvent, TargetedKeyboardEvent } from "preact";
import { firstSeen, isAtEnd } from "./scrolling.ts";

const MESSAGE = ".message";

/**
 * Leads from message to message by the arrows. Tab reaches what can be done with
 * one of them alone, the one that last had the focus or else the newest: by way
 * of all of them nobody would come to the composer.
 */
export class MessageFocus {
  #current: Element | undefined;
  #isChosen = false;

  /** Finds the newest message, unless there is one that had the focus. */
  update(list: Element): void {
    if (this.#isChosen && this.#current?.isConnected) return;
    this.#isChosen = false;
    this.#reach([...list.querySelectorAll(MESSAGE)].at(-1));
  }

  /** Remembers the message that has the focus. */
  readonly entered = ({ target }: TargetedEvent): void => {
    const message = (target as Element).closest(MESSAGE);
    if (!message) return;
    this.#isChosen = true;
    this.#reach(message);
  };

  /** Goes to the message above, or below. */
  readonly key = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const { key, target, currentTarget: list, defaultPrevented } = event;
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    const from = target as Element;
    // A menu, or a video, has arrows of its own.
    const isFree = from.matches(`.log, ${MESSAGE}, .actions *`);
    if (!step || defaultPrevented || !isFree) return;
    const all = [...list.querySelectorAll<HTMLElement>(MESSAGE)];
    const at = all.findIndex((it) => it === from.closest(MESSAGE));
    const seen = isAtEnd(list) ? null : firstSeen(list)?.querySelector(MESSAGE);
    const next = at < 0
      ? all.find((it) => it === (seen ?? this.#current))
      : all[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  #reach(message: Element | undefined): void {
    setTabIndex(this.#current, -1);
    this.#current = message;
    setTabIndex(message, 0);
  }
}

function setTabIndex(message: Element | undefined, tabIndex: number): void {
  const buttons = message?.querySelectorAll<HTMLElement>(".actions button");
  for (const it of buttons ?? []) it.tabIndex = tabIndex;
}
