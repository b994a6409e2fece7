import type { Timeline, Visible } from "@rxgroupme/client/timeline";
import type { PlainMessage } from "@rxgroupme/client";
import { Component, createRef, type JSX } from "preact";
import {
  auditTime,
  defer,
  fromEvent,
  map,
  merge,
  type Observable,
  startWith,
} from "rxjs";
import { Row, type RowActions } from "./message.tsx";

/** So near an end of the list, in px, more is asked for. */
const NEAR = 900;

/** So far from the end, in px, a button leads back to it. */
const FAR = 320;

interface Props {
  readonly timeline: Timeline<PlainMessage>;
  readonly actions: RowActions;
}

interface State {
  /** Whether the newest message is far below what is seen. */
  readonly isBelow: boolean;
}

/** Where a row was on the screen before an update. */
interface Anchor {
  readonly key: string | undefined;
  readonly top: number;
  readonly isAtEnd: boolean;
  readonly scrollTop: number;
}

/**
 * The messages. What is seen stays where it is: before an update the first seen
 * row is remembered, and after it the list is scrolled by what that row moved.
 */
export class MessageLog extends Component<Props, State> {
  override state: State = { isBelow: false };
  readonly #list = createRef<HTMLDivElement>();
  readonly #rows = createRef<HTMLDivElement>();
  readonly #sizes = new ResizeObserver(() => this.#resized());
  #anchor: Anchor = { key: undefined, top: 0, isAtEnd: true, scrollTop: 0 };

  override componentDidMount(): void {
    const list = this.#list.current;
    const rows = this.#rows.current;
    if (!list || !rows) return;
    // Also of the rows: cards grow once more is known of what they show.
    for (const it of [list, rows]) this.#sizes.observe(it);
    this.#settle();
  }

  override componentWillUnmount(): void {
    this.#sizes.disconnect();
  }

  // Called before the rows of an update are put in.
  override getSnapshotBeforeUpdate(): null {
    if (this.#hasScrolled()) this.#remember();
    return null;
  }

  override componentDidUpdate({ timeline: before }: Props): void {
    const { timeline } = this.props;
    if (before === timeline) return;
    const last = timeline.items.at(-1);
    const isOwnNew = last?.id === undefined && last?.isOwn &&
      last.key !== before.items.at(-1)?.key;
    this.#settle(isOwnNew);
    // Whoever stays near an end while a page loads gets the next one too.
    if (before.older !== timeline.older) this.#askForMore();
  }

  /** Remembers what is seen, and where. */
  #remember(): void {
    const list = this.#list.current;
    if (!list) return;
    const first = firstSeen(list);
    this.#anchor = {
      key: first?.dataset.key,
      top: first?.getBoundingClientRect().top ?? 0,
      isAtEnd: isAtEnd(list),
      scrollTop: list.scrollTop,
    };
    const isBelow = belowIn(list) > FAR;
    if (isBelow !== this.state.isBelow) this.setState({ isBelow });
  }

  /** Puts what was seen back where it was; of the end, the new one. */
  #settle(toEnd = false): void {
    const list = this.#list.current;
    if (!list) return;
    const { key, top, isAtEnd } = this.#anchor;
    const { items, newer } = this.props.timeline;
    const row = key === undefined ? undefined : rowOf(list, key);
    if (toEnd || isAtEnd && newer.state === "end") {
      list.scrollTop = list.scrollHeight;
      this.#askForMore();
    } else if (row) {
      list.scrollTop += row.getBoundingClientRect().top - top;
    } else if (items.length > 0) {
      // A jump: what was seen is not there any more.
      list.scrollTop = (list.scrollHeight - list.clientHeight) / 2;
    }
    this.#remember();
  }

  #resized(): void {
    // Where somebody has scrolled meanwhile is where they want to be.
    if (this.#hasScrolled()) this.#remember();
    else this.#settle();
  }

  /** Else what has moved what is seen has grown, and will be settled. */
  #hasScrolled(): boolean {
    return this.#list.current?.scrollTop !== this.#anchor.scrollTop;
  }

  readonly #scrolled = (): void => {
    if (this.#hasScrolled()) this.#remember();
    this.#askForMore();
  };

  /** Asks for more where the ends of the list come near. */
  readonly #askForMore = (): void => {
    const list = this.#list.current;
    const { timeline: { older, newer }, actions: { live } } = this.props;
    if (!list) return;
    if (list.scrollTop < NEAR && older.state === "more") live.loadOlder();
    if (belowIn(list) < NEAR && newer.state === "more") live.loadNewer();
  };

  /** Leads back to the newest message. */
  readonly #toEnd = (): void => {
    const { timeline, actions } = this.props;
    if (timeline.newer.state === "end") this.#settle(true);
    else actions.live.toLive();
  };

  render({ timeline, actions }: Props, { isBelow }: State): JSX.Element {
    const { items, older, newer, unread, status } = timeline;
    const { live } = actions;
    const isLoading = older.state === "loading" || status.state === "loading";
    const isAttached = newer.state === "end";
    const unseen = isAttached ? unread.count : newer.unseen;
    return (
      <div class="log-frame">
        <div
          class="log"
          ref={this.#list}
          role="log"
          aria-label="Messages"
          // What is read above is no news.
          aria-live={isLoading ? "off" : "polite"}
          aria-busy={isLoading}
          tabIndex={0}
          onScroll={this.#scrolled}
        >
          <div class="end">
            {older.state === "end" && items.length > 0 && (
              <p>This is the beginning of the conversation.</p>
            )}
            {older.state === "loading" && <p>Loading older messages…</p>}
            {older.state === "failed" && (
              <p>
                Older messages could not be loaded.{" "}
                <button type="button" onClick={() => live.loadOlder()}>
                  Try again
                </button>
              </p>
            )}
            {older.state === "more" && items.length > 0 && (
              <button
                type="button"
                class="quiet"
                onClick={() => live.loadOlder()}
              >
                Load older messages
              </button>
            )}
            {items.length === 0 && older.state === "end" && (
              <p class="empty">Nobody has written here yet. Say hello!</p>
            )}
            {items.length === 0 && status.state === "loading" && (
              <p class="empty">Loading messages…</p>
            )}
          </div>
          <div class="rows" ref={this.#rows}>
            {items.map((item) => (
              <Row
                key={item.key}
                item={item}
                isFirstUnread={item.key === unread.firstKey}
                actions={actions}
              />
            ))}
          </div>
        </div>
        {(isBelow || !isAttached) && (
          <button type="button" class="pill" onClick={this.#toEnd}>
            New messages
            <span aria-hidden="true">{unseen > 0 && ` ${unseen}`} ↓</span>
          </button>
        )}
      </div>
    );
  }
}

/** What is on the screen, as the timeline wants to know it. */
export const visible$: Observable<Visible> = defer(() =>
  merge(
    fromEvent(document, "scroll", { capture: true }),
    fromEvent(document, "visibilitychange"),
    fromEvent(window, "focus"),
    fromEvent(window, "blur"),
    fromEvent(window, "resize"),
  ).pipe(
    startWith(undefined),
    auditTime(150),
    // At once too: a new run has to know before it catches up.
    startWith(undefined),
    map(() => visibleNow()),
  )
);

function visibleNow(): Visible {
  const focused = document.visibilityState === "visible";
  const list = document.querySelector<HTMLDivElement>(".log");
  if (!list) return { focused };
  const bottom = list.getBoundingClientRect().bottom;
  const first = firstSeen(list);
  let last = first;
  for (
    let row = first;
    row && row.getBoundingClientRect().top < bottom;
    row = row.nextElementSibling as HTMLElement | undefined
  ) last = row;
  const keys = {
    ...first?.dataset.key && { first: first.dataset.key },
    ...last?.dataset.key && { last: last.dataset.key },
  };
  return { ...keys, atEnd: isAtEnd(list), focused };
}

/** How much is below what is seen, in px. */
function belowIn({ scrollTop, clientHeight, scrollHeight }: Element): number {
  return scrollHeight - scrollTop - clientHeight;
}

/** Whether the newest row is seen. */
function isAtEnd(list: Element): boolean {
  return belowIn(list) <= 40;
}

/** The first row of which something is seen, found by halving. */
function firstSeen(list: HTMLElement): HTMLElement | undefined {
  const rows = list.querySelectorAll<HTMLElement>(".row");
  const { top } = list.getBoundingClientRect();
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const isAbove = rows[middle]!.getBoundingClientRect().bottom <= top;
    if (isAbove) low = middle + 1;
    else high = middle;
  }
  return rows[low];
}

function rowOf(list: HTMLElement, key: string): HTMLElement | undefined {
  return list.querySelector<HTMLElement>(
    `.row[data-key="${CSS.escape(key)}"]`,
  ) ?? undefined;
}
