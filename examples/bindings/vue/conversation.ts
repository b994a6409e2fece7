import type { AnyMessage } from "@rxgroupme/client";
import type { LiveTimeline, TimelineItem } from "@rxgroupme/client/timeline";
import {
  type Component,
  defineComponent,
  onScopeDispose,
  type PropType,
  type ShallowRef,
  shallowRef,
} from "vue";

/** The snapshot of now, as a ref; `useObservable` of VueUse does the same. */
export function useTimeline<T>(
  live: { readonly value: T } & {
    subscribe(next: (value: T) => void): { unsubscribe(): void };
  },
): ShallowRef<T> {
  const shown = shallowRef(live.value) as ShallowRef<T>;
  const subscription = live.subscribe((value) => shown.value = value);
  onScopeDispose(() => subscription.unsubscribe());
  return shown;
}

type Live = LiveTimeline<AnyMessage>;

// A row that did not change is the same object, and so is not drawn again.
const Row: Component = defineComponent({
  props: {
    item: {
      type: Object as PropType<TimelineItem<AnyMessage>>,
      required: true,
    },
    live: { type: Object as PropType<Live>, required: true },
  },
  template: `
    <li :data-key="item.key" :data-state="item.state">
      {{ item.message.text }}
      <b v-for="it in item.reactions" :key="it.reaction">
        {{ it.reaction }} {{ it.count }}
      </b>
      <button
        v-if="item.state === 'failed'"
        type="button"
        @click="live.retry(item.key)"
      >
        Retry
      </button>
    </li>
  `,
});

/** A conversation, oldest message first. */
export const Conversation: Component = defineComponent({
  components: { Row },
  props: {
    live: { type: Object as PropType<Live>, required: true },
  },
  setup({ live }) {
    return { t: useTimeline(live), live };
  },
  template: `
    <ul>
      <Row v-for="item in t.items" :key="item.key" :item="item" :live="live" />
    </ul>
  `,
});
