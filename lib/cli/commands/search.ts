import { defer, lastValueFrom, type Observable, switchMap } from "rxjs";
import { mirrored } from "../../mirror/mirrored.ts";
import { search as find } from "../../mirror/search.ts";
import { chosenConversations, withArchive } from "../archive/archive.ts";
import { NothingFound } from "../failure.ts";
import { messageLine } from "../message_line.ts";
import type { Screen } from "../screen.ts";

/** Where to search. */
export interface SearchCommandOptions {
  /** Ids or names of groups and chats; all unless told. */
  group?: readonly string[];
  /** The author's name or id. */
  author?: string;
  /** Only since then. */
  from?: Date;
  /** Only before then. */
  to?: Date;
  /** The most hits. */
  limit?: number;
}

const DEFAULT_LIMIT = 20;

/** Prints the messages of an archive that hold all words, oldest first. */
export function search(
  screen: Screen,
  directory: string,
  words: readonly string[],
  { group = [], limit = DEFAULT_LIMIT, ...options }: SearchCommandOptions,
): Observable<unknown> {
  return withArchive(
    directory,
    false,
    ({ store }) =>
      defer(() => chosenConversations(store, group)).pipe(
        switchMap(async (conversations) => {
          const titles = new Map(conversations.map((it) => [it.name, it]));
          const names = conversations.map(({ name }) => name);
          const { hits, isComplete } = await lastValueFrom(
            find(store, words.join(" "), {
              ...options,
              conversation: group.length > 0 ? names : undefined,
              limit,
            }),
          );
          const lines = hits.toReversed().map((hit) => {
            const listed = titles.get(hit.name);
            const key = listed?.key ?? { groupId: hit.name };
            const message = mirrored(store, key).read(hit.message);
            return messageLine(
              message,
              screen.style,
              listed?.title ?? hit.name,
            );
          });
          screen.print(lines);
          if (!isComplete) {
            screen.note(
              `There may be more: the archive is not whole, "groupme mirror ${directory}" goes on with it`,
            );
          }
          if (lines.length === 0) throw new NothingFound("No message found");
        }),
      ),
  );
}
