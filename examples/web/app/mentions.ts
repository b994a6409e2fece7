import type { AttachmentData } from "@rxgroupme/client";
import type { Person } from "@rxgroupme/client/timeline";
import { fold } from "./fold.ts";
import { idOf, listOf, type Said } from "./said.ts";

/** The name that is being typed behind an @, right before the caret. */
export function queryAt(text: string, caret: number): string | undefined {
  const [, query] = /(?:^|\s)@([^\s@]{0,30})$/.exec(text.slice(0, caret)) ?? [];
  return query;
}

/** People whose name, or a word of it, begins so; five at most. */
export function matching(
  people: ReadonlyMap<string, Person>,
  query: string,
  me: string | undefined,
): readonly Person[] {
  const wanted = fold(query);
  return [...people.values()]
    .filter(({ id, name, isMember }) =>
      isMember && id !== me &&
      fold(name ?? "").split(/\s+/).some((word, i, words) =>
        word.startsWith(wanted) || words.slice(i).join(" ").startsWith(wanted)
      )
    )
    .toSorted((a, b) => (a.name ?? "").localeCompare(b.name ?? ""))
    .slice(0, 5);
}

/** Marks the names in a text that were chosen from the list. */
export function mentionsIn(
  text: string,
  chosen: { readonly [name: string]: string },
): AttachmentData | undefined {
  const loci: [number, number][] = [];
  const userIds: string[] = [];
  for (const [name, id] of Object.entries(chosen)) {
    const mark = `@${name}`;
    for (
      let at = text.indexOf(mark);
      at >= 0;
      at = text.indexOf(mark, at + mark.length)
    ) {
      loci.push([at, mark.length]);
      userIds.push(id);
    }
  }
  return loci.length > 0
    ? { type: "mentions", loci, user_ids: userIds }
    : undefined;
}

/** The people who are named in a message, by the name as it stands there. */
export function mentionedIn(
  { text = "", attachments }: Said,
): { readonly [name: string]: string } {
  const pairs = attachments.filter(({ type }) => type === "mentions")
    .flatMap(({ loci, user_ids }) =>
      listOf(loci).map((locus, i): [string, string | undefined] => {
        const [at = 0, length = 0] = listOf(locus).map(Number);
        return [
          text.slice(at, at + length).replace(/^@/, ""),
          idOf(listOf(user_ids)[i]),
        ];
      })
    );
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => !!pair[0] && !!pair[1]),
  );
}
