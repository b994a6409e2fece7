import { type ReadHistory, type Tally, TOKEN } from "./contender.ts";

/** What a page holds, as far as the loop looks at it. */
interface Page {
  response: { messages: { id: string; text: string | null }[] };
}

/** The raw limit: what one would write by hand, no checks, no second try. */
export const readHistory: ReadHistory = (base, groupId) =>
  readInPages(base, groupId, 100);

/** Reads a history in pages of a size. */
export async function readInPages(
  base: string,
  groupId: string,
  limit: number,
): Promise<Tally> {
  const tally = { messages: 0, characters: 0 };
  const headers = { "X-Access-Token": TOKEN };
  let cursor = "";
  for (;;) {
    const response = await fetch(
      `${base}/groups/${groupId}/messages?limit=${limit}${cursor}`,
      { headers },
    );
    const { response: { messages } }: Page = await response.json();
    if (messages.length === 0) return tally;
    for (const { text } of messages) {
      tally.messages += 1;
      tally.characters += text?.length ?? 0;
    }
    cursor = `&before_id=${messages.at(-1)?.id}`;
  }
}
