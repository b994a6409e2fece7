import { catchError, defer, map, type Observable, of } from "rxjs";
import { draftsOf, picturesOf } from "./kept_data.ts";
import { outboxStore } from "./outbox_store.ts";
import { quantity } from "./words.ts";

/**
 * Says what an account has written and not sent; nothing if that is nothing. One
 * value, then completion.
 */
export function unsentOf(account: string): Observable<string> {
  const store = outboxStore(account);
  return defer(async () => (await store.entries()).length).pipe(
    // A browser that denies it keeps nothing.
    catchError(() => of(0)),
    map((messages) => {
      const drafts = countDrafts(account);
      return [
        messages > 0 && quantity(messages, "message") + " not sent yet",
        drafts > 0 && quantity(drafts, "draft"),
      ].filter(Boolean).join(" and ");
    }),
  );
}

/** How many drafts of an account are kept, be they words or pictures. */
function countDrafts(account: string): number {
  const prefixes = [draftsOf(account), picturesOf(account)];
  const conversations = Object.keys(localStorage).flatMap((key) =>
    prefixes.filter((it) => key.startsWith(it))
      .map(({ length }) => key.slice(length))
  );
  return new Set(conversations).size;
}
