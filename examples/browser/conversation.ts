import type { Message, Messages } from "@rxgroupme/client";
import { concat, type Observable, switchMap } from "rxjs";

/**
 * The newest page of a group, oldest first, and then its new messages. The tail
 * is given the page: so it also delivers what was not listed with it yet.
 *
 * @returns Emits messages and does not complete; errors as a tail does.
 */
export function conversation(messages: Messages): Observable<Message> {
  return messages.list().pipe(
    switchMap((page) =>
      concat(page.toReversed(), messages.tail({ since: page }))
    ),
  );
}
