import type { AnyMessage } from "@rxgroupme/client";
import type { LiveTimeline } from "@rxgroupme/client/timeline";
import { For, type JSX, onCleanup, Show } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

/** A conversation, oldest message first. */
export function Conversation(
  props: { live: LiveTimeline<AnyMessage> },
): JSX.Element {
  const [state, setState] = createStore({ items: props.live.value.items });
  // By key, so that an edited row keeps its element.
  const subscription = props.live.subscribe(({ items }) =>
    setState("items", reconcile(items, { key: "key" }))
  );
  onCleanup(() => subscription.unsubscribe());
  return (
    <ul>
      <For each={state.items}>
        {(item) => (
          <li data-key={item.key} data-state={item.state}>
            {item.message.text}
            <For each={item.reactions}>
              {({ reaction, count }) => <b>{`${reaction} ${count}`}</b>}
            </For>
            <Show when={item.state === "failed"}>
              <button type="button" onClick={() => props.live.retry(item.key)}>
                Retry
              </button>
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}
