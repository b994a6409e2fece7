import type { Message, Messages } from "@rxgroupme/client";
import { concat, type Observable, switchMap } from "rxjs";

/**
 * What was said last in a group, the oldest first, and then what is said.
 *
 * @returns Messages without an end; or what a tail errors with.
 */
export function conversation(messages: Messages): Observable<Message> {
  return messages.list().pipe(
    switchMap((page) => {
      const since = page[0]?.id ?? "beginning";
      return concat(page.toReversed(), messages.tail({ since }));
    }),
  );
}
