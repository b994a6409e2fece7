import type { Timeline } from "@rxgroupme/client/timeline";
import type { PlainMessage } from "@rxgroupme/client";
import { Component, createRef, type JSX } from "preact";
import { LogBeginning } from "./log_beginning.tsx";
import { Row, type RowActions } from "./message.tsx";
import { MessageFocus } from "./message_focus.ts";
import { belowIn, firstSeen, isAtEnd, rowOf } from "./scrolling.ts";

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
  /** The newest row when the end was last seen. */
  #lastSeen: string | undefined;
  readonly #focus = new MessageFocus();
  #anchor: Anchor = { key: undefined, top: 0, isAtEnd: true, scrollTop: 0 };

  override componentDidMount(): void {
    const list = this.#list.current;
    const rows = this.#rows.current;
    if (!list || !rows) return;
    // Also of the rows: cards grow once more is known of what they show.
    for (const it of [list, rows]) this.#sizes.observe(it);
    this.#focus.update(list);
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
    if (this.#list.current) this.#focus.update(this.#list.current);
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
    if (this.#anchor.isAtEnd) {
      const last = this.#rows.current?.lastElementChild as HTMLElement | null;
      this.#lastSeen = last?.dataset.key;
    }
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

  /** How many messages of others have come since the end was last seen. */
  #unseenIn(items: Props["timeline"]["items"]): number {
    const last = items.findLastIndex(({ key }) => key === this.#lastSeen);
    if (last < 0) return 0;
    return items.slice(last + 1).filter(({ isOwn }) => !isOwn).length;
  }

  /** Leads back to the newest message. */
  readonly #toEnd = (): void => {
    const { timeline, actions } = this.props;
    // The button goes, and the focus would go with it.
    this.#list.current?.focus();
    if (timeline.newer.state === "end") this.#settle(true);
    else actions.live.toLive();
  };

  render({ timeline, actions }: Props, { isBelow }: State): JSX.Element {
    const { items, older, newer, unread, status } = timeline;
    const { live } = actions;
    const isLoading = older.state === "loading" || status.state === "loading";
    const isAttached = newer.state === "end";
    const unseen = isAttached ? this.#unseenIn(items) : newer.unseen;
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
          onKeyDown={this.#focus.key}
          onFocusIn={this.#focus.entered}
        >
          <div class="end">
            <LogBeginning timeline={timeline} live={live} />
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
          <button
            type="button"
            class={unseen > 0 ? "pill primary" : "pill round"}
            title="Go to the newest messages"
            onClick={this.#toEnd}
          >
            <span class={unseen > 0 ? undefined : "hidden"}>New messages</span>
            <span aria-hidden="true">{unseen > 0 && ` ${unseen}`} ↓</span>
          </button>
        )}
      </div>
    );
  }
}
