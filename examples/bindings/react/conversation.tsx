import type { AnyMessage } from "@rxgroupme/client";
import type {
  LiveTimeline,
  Timeline,
  TimelineItem,
} from "@rxgroupme/client/timeline";
import { type JSX, memo, useCallback, useSyncExternalStore } from "react";

/** The snapshot of now; draws again when there is another. */
export function useTimeline(
  live: LiveTimeline<AnyMessage>,
): Timeline<AnyMessage> {
  const subscribe = useCallback((changed: () => void) => {
    const subscription = live.subscribe(changed);
    return () => subscription.unsubscribe();
  }, [live]);
  return useSyncExternalStore(subscribe, () => live.value);
}

/** A conversation, oldest message first. */
export function Conversation(
  { live }: { live: LiveTimeline<AnyMessage> },
): JSX.Element {
  const { items } = useTimeline(live);
  return (
    <ul>
      {items.map((item) => <Row key={item.key} item={item} live={live} />)}
    </ul>
  );
}

// A row that did not change is the same object, and so is not drawn again.
const Row = memo(function Row(
  { item, live }: {
    item: TimelineItem<AnyMessage>;
    live: LiveTimeline<AnyMessage>;
  },
) {
  return (
    <li data-key={item.key} data-state={item.state}>
      {item.message.text}
      {item.reactions.map(({ reaction, count }) => (
        <b key={JSON.stringify(reaction)}>{`${reaction} ${count}`}</b>
      ))}
      {item.state === "failed" && (
        <button
          type="button"
          onClick={() => live.retry(item.key)}
        >
          Retry
        </button>
      )}
    </li>
  );
});
