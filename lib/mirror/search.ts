import { defer, type Observable } from "rxjs";
import {
  assertInteger,
  got,
  invalidArgument,
  validDate,
} from "../util/validate.ts";
import { nextId, previousId } from "./coverage.ts";
import { isRunComplete } from "./run_state.ts";
import { scanRows } from "./scan.ts";
import { idAt } from "./server_clock.ts";
import type { Hit, MirrorStore, StoreQuery } from "./store.ts";
import {
  type ConversationCoverage,
  type ConversationName,
  conversationsIn,
  coverageOf,
} from "./stored_conversations.ts";
import { wordsOf } from "./words.ts";

/** The options of a search. */
export interface SearchOptions {
  /**
   * Only in this conversation, or in these.
   *
   * @default {all}
   */
  conversation?: ConversationName | readonly ConversationName[] | undefined;
  /**
   * Only by the user with this id, or with this name in any case.
   *
   * @default {anybody}
   */
  author?: string | undefined;
  /**
   * Only since this time.
   *
   * @default {the beginning}
   */
  from?: Date | undefined;
  /**
   * Only before this time.
   *
   * @default {the end}
   */
  to?: Date | undefined;
  /**
   * The most hits, 1 to 1,000.
   *
   * @default {20}
   */
  limit?: number | undefined;
}

/** The messages that were found, and how far the search reached. */
export interface SearchResult {
  /** The newest messages that hold all words, newest first. */
  readonly hits: readonly Hit[];
  /** The coverage of each conversation that was searched. */
  readonly coverage: readonly ConversationCoverage[];
  /** Whether the store holds all messages that were to be searched, as of its last run. */
  readonly isComplete: boolean;
}

/**
 * Finds messages in a store by the words that they hold: all of them, whole, in
 * any case and with any accents. Without words it finds the newest messages.
 *
 * @returns One result, then completion; or the error of the store.
 * @throws {TypeError} With a query or an author that is no text, or an invalid
 * date.
 * @throws {RangeError} With a limit that is not 1 to 1,000.
 *
 * @example Who mentioned the pier, and whether that is all
 * ```ts
 * import { search } from "@rxgroupme/client/mirror";
 * import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
 *
 * await using store = sqliteMirror("groupme.db");
 * await search(store, "pier").forEach(({ hits, isComplete }) => {
 *   for (const { message } of hits) console.log(message.name, message.text);
 *   if (!isComplete) console.log("There may be more: the copy is not whole.");
 * });
 * ```
 */
export function search(
  store: MirrorStore,
  query: string,
  options: SearchOptions = {},
): Observable<SearchResult> {
  const { conversation, author, from, to, limit = 20 } = options;
  if (typeof query !== "string") {
    throw invalidArgument("query", `it must be a string${got(query)}`);
  }
  assertInteger(limit, 1, 1_000, "limit");
  if (author !== undefined && typeof author !== "string") {
    throw invalidArgument("author", `it must be a string${got(author)}`);
  }
  if (from !== undefined) validDate(from, "from");
  if (to !== undefined) validDate(to, "to");
  return defer(async () => {
    const wanted = conversation === undefined
      ? undefined
      : [conversation].flat();
    const all = await conversationsIn(store, wanted);
    const names = all.map(({ name }) => name);
    const words = wordsOf(query);
    const storeQuery: StoreQuery = {
      words,
      names: wanted && names,
      author,
      after: from && previousId(atLeastOne(idAt(+from))),
      before: to && idAt(+to),
      limit,
    };
    // Nothing but marks holds no word, and so finds nothing.
    const isEmpty = words.length === 0 && query.trim() !== "";
    const hits = isEmpty ? [] : await store.search?.(storeQuery) ??
      await scanRows(store, names, storeQuery);
    const coverage = await coverageOf(store, all, {
      from: storeQuery.after,
      to: storeQuery.before && previousId(atLeastOne(storeQuery.before)),
    });
    const isKnown = coverage.length > 0 || await isRunComplete(store);
    const isComplete = isKnown && coverage.every((it) => it.isComplete);
    return { hits, coverage, isComplete };
  });
}

/** The first id that has another before it. */
function atLeastOne(id: string): string {
  return id === "0" ? nextId(id) : id;
}
