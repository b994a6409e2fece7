import { filter, type Observable, type Subject } from "rxjs";
import { isId } from "../util/ids.ts";
import type { MessageData } from "../wire/message.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import type { FullTimelineOptions } from "./checked_options.ts";
import type { Intent, Visible } from "./options.ts";
import type { Pages } from "./pages.ts";
import type { Polls } from "./polls.ts";
import { indexOf } from "./sorted.ts";
import type { Store } from "./store.ts";
import type { TimelineItem } from "./types.ts";

/** The things that the parts of a run share. */
export interface Context<M extends TimelineMessage> {
  readonly host: TimelineHost<M>;
  readonly options: FullTimelineOptions<M>;
  readonly store: Store<M>;
  readonly pages: Pages<M>;
  readonly polls: Polls<M>;
  /** The intents of the user. */
  readonly intents$: Observable<Intent>;
  /** The rows on the screen; `refresh()` puts it into the store first. */
  readonly visible$: Observable<Visible>;
  /** Messages as the tail delivers them, for the other parts of the run. */
  readonly written$: Subject<MessageData>;
}

/** The intents of one kind. */
export function intentsOf<Type extends Intent["type"]>(
  intents$: Observable<Intent>,
  type: Type,
): Observable<Extract<Intent, { type: Type }>> {
  return intents$.pipe(
    filter((it): it is Extract<Intent, { type: Type }> => it.type === type),
  );
}

/** The item with a key. */
export function itemOf<M>(
  store: Store<M>,
  key: string,
): TimelineItem<M> | undefined {
  const { timeline: { items }, outgoing } = store.state;
  const confirmed = items.length - outgoing.length;
  // Most keys are ids.
  const at = isId(key) ? indexOf(items, key, confirmed) : -1;
  return items[at] ?? items.find((item) => item.key === key);
}
