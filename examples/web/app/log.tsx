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
import { quantity } from "./words.ts";

/** So near an end of the list, in px, more is asked for. */
const NEAR = 900;

interface Props {
  readonly timeline: Timeline<PlainMessage>;
  readonly actions: RowActions;
}

/** Where a row was on the screen before an update. */
interface Anchor {
  readonly key: string | undefined;
  readonly top: number;
  readonly isAtEnd: boolean;
}

/**
 * The messages. What is seen stays where it is: before an update the first seen
 * row is remembered, and after it the list is scrolled by what that row moved.
 */
export class MessageLog extends Component<Props, object> {
  readonly #list = createRef<HTMLDivElement>();

  #isAtEnd = true;
  readonly #sizes = new ResizeObserver(() => this.#resized());

  override componentDidMount(): void {
    const list = this.#list.current;
    if (!list) return;
    list.scrollTop = list.scrollHeight;
    this.#sizes.observe(list);
    this.#askForMore();
  }

  override componentWillUnmount(): void {
    this.#sizes.disconnect();
  }

  // Called before the rows of an update are put in.
  override getSnapshotBeforeUpdate(): Anchor {
    const list = this.#list.current;
    if (!list) return { key: undefined, top: 0, isAtEnd: true };
    const first = firstSeen(list);
    return {
      key: first?.dataset.key,
      top: first?.getBoundingClientRect().top ?? 0,
      isAtEnd: isAtEnd(list),
    };
  }

  override componentDidUpdate(
    before: Props,
    _: object,
    { key, top, isAtEnd }: Anchor,
  ): void {
    const list = this.#list.current;
    const { timeline } = this.props;
    if (!list || before.timeline === timeline) return;
    const isAttached = timeline.newer.state === "end";
    const last = timeline.items.at(-1);
    const isOwnNew = last?.id === undefined && last?.isOwn &&
      last.key !== before.timeline.items.at(-1)?.key;
    if (isAttached && isAtEnd || isOwnNew) {
      list.scrollTop = list.scrollHeight;
      this.#askForMore();
      return;
    }
    const row = key === undefined ? undefined : rowOf(list, key);
    if (row) {
      list.scrollTop += row.getBoundingClientRect().top - top;
    } else if (timeline.items.length > 0) {
      // A jump: what was seen is not there any more.
      list.scrollTop = (list.scrollHeight - list.clientHeight) / 2;
    }
    // Whoever stays near an end while a page loads gets the next one too.
    if (before.timeline.older !== timeline.older) this.#askForMore();
  }

  /** Whoever sees the newest still does when the composer grows. */
  #resized(): void {
    const list = this.#list.current;
    if (!list) return;
    if (this.#isAtEnd) list.scrollTop = list.scrollHeight;
    this.#askForMore();
  }

  readonly #scrolled = (): void => {
    const list = this.#list.current;
    if (list) this.#isAtEnd = isAtEnd(list);
    this.#askForMore();
  };

  /** Asks for more where the ends of the list come near. */
  readonly #askForMore = (): void => {
    const list = this.#list.current;
    const { timeline: { older, newer }, actions: { live } } = this.props;
    if (!list) return;
    if (list.scrollTop < NEAR && older.state === "more") live.loadOlder();
    const below = list.scrollHeight - list.scrollTop - list.clientHeight;
    if (below < NEAR && newer.state === "more") live.loadNewer();
  };

  render({ timeline, actions }: Props): JSX.Element {
    const { items, older, newer, unread, status } = timeline;
    const { live } = actions;
    const isLoading = older.state === "loading" || status.state === "loading";
    const unseen = newer.unseen;
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
          {items.map((item) => (
            <Row
              key={item.key}
              item={item}
              isFirstUnread={item.key === unread.firstKey}
              actions={actions}
            />
          ))}
        </div>
        {newer.state !== "end" && (
          <button
            type="button"
            class="pill"
            onClick={() => live.toLive()}
          >
            {unseen > 0 ? quantity(unseen, "new message") : "New messages"} ↓
          </button>
        )}
        {newer.state === "end" && (
          <BelowPill list={() => this.#list.current} count={unread.count} />
        )}
      </div>
    );
  }
}

/** Leads back to the newest message, while that is below what is seen. */
class BelowPill extends Component<
  { list: () => HTMLDivElement | null; count: number },
  { isBelow: boolean }
> {
  override state: { isBelow: boolean } = { isBelow: false };
  readonly #look = (): void => {
    const list = this.props.list();
    if (!list) return;
    const below = list.scrollHeight - list.scrollTop - list.clientHeight;
    const isBelow = below > 320;
    if (isBelow !== this.state.isBelow) this.setState({ isBelow });
  };

  override componentDidMount(): void {
    document.addEventListener("scroll", this.#look, true);
  }

  override componentWillUnmount(): void {
    document.removeEventListener("scroll", this.#look, true);
  }

  render(): JSX.Element | null {
    if (!this.state.isBelow) return null;
    const { list, count } = this.props;
    return (
      <button
        type="button"
        class="pill"
        aria-label="New messages"
        onClick={() => {
          const it = list();
          if (it) it.scrollTop = it.scrollHeight;
        }}
      >
        {count > 0 ? quantity(count, "new message") : "Newest"} ↓
      </button>
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
  const below = list.scrollHeight - list.scrollTop - list.clientHeight;
  const keys = {
    ...first?.dataset.key && { first: first.dataset.key },
    ...last?.dataset.key && { last: last.dataset.key },
  };
  return { ...keys, atEnd: below < 40, focused };
}

/** Whether the newest row is seen. */
function isAtEnd({ scrollTop, clientHeight, scrollHeight }: Element): boolean {
  return scrollTop + clientHeight >= scrollHeight - 40;
}

/** The first row of which something is seen, found by halving. */
function firstSeen(list: HTMLElement): HTMLElement | undefined {
  const rows = list.querySelectorAll<HTMLElement>(":scope > .row");
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
    `:scope > .row[data-key="${CSS.escape(key)}"]`,
  ) ?? undefined;
}
