import type { Visible } from "@rxgroupme/client/timeline";
import {
  defer,
  fromEvent,
  map,
  merge,
  type Observable,
  startWith,
  throttleTime,
} from "rxjs";
import { firstSeen, isAtEnd } from "./scrolling.ts";

/** How often it is told what is on the screen, in ms. */
const PAUSE_MS = 150;

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
    throttleTime(PAUSE_MS, undefined, { leading: false, trailing: true }),
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
