import { map, type Observable, of } from "rxjs";
import type { OpenPages } from "../paging/page_loop.ts";
import type { CalendarEvent } from "./calendar_event.ts";

/**
 * Pages of a calendar, each asked for by the last event of the one before, until
 * one brings no new event. A server that ignores where to go on repeats its
 * page, which is the end too. An event without an id is delivered with its page.
 *
 * @param fetch Requests the page behind an event, or the first one.
 */
export function eventPages(
  fetch: (lastId?: string) => Observable<readonly CalendarEvent[]>,
): OpenPages<CalendarEvent> {
  return () => {
    const seen = new Set<string>();
    let lastId: string | undefined;
    let isOver = false;
    const read = (page: readonly CalendarEvent[]) => {
      const before = seen.size;
      const fresh = page.filter(({ id }) => {
        const isNew = !seen.has(id);
        if (id) seen.add(lastId = id);
        return isNew;
      });
      isOver = seen.size === before;
      // The first page may have no event with an id, and is delivered once.
      return isOver && before ? undefined : fresh;
    };
    return {
      next: () => isOver ? of(undefined) : fetch(lastId).pipe(map(read)),
    };
  };
}
