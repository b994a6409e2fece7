import { type ReadHistory, TOKEN } from "./contender.ts";

/** What a page holds, as far as the loop looks at it. */
interface Page {
  response: { messages: { id: string; text: string | null }[] } | null;
}

/**
 * The loop of who has been through it: it waits for no answer for ever, takes
 * the token to no other host, and looks at the status.
 */
export const readHistory: ReadHistory = async (base, groupId) => {
  const tally = { messages: 0, characters: 0 };
  const headers = { "X-Access-Token": TOKEN };
  const url = new URL(`${base}/groups/${groupId}/messages?limit=100`);
  for (;;) {
    const signal = AbortSignal.timeout(30_000);
    const response = await fetch(url, { headers, signal, redirect: "manual" });
    if (response.status === 304) return tally;
    if (!response.ok) throw new Error(`status ${response.status}`);
    const page: Page = await response.json();
    const messages = page.response?.messages ?? [];
    if (messages.length === 0) return tally;
    for (const { text } of messages) {
      tally.messages += 1;
      tally.characters += text?.length ?? 0;
    }
    url.searchParams.set("before_id", messages.at(-1)?.id ?? "");
  }
};
