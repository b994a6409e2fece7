import { Client, compareIds, Message } from "@rxgroupme/client";
import { type ReadHistory, TOKEN } from "./contender.ts";

/** What a page holds, as far as the loop looks at it. */
interface Page {
  response: { messages: { id: string }[] } | null;
}

/**
 * The promises of this library in a loop by hand, without an operator: it waits
 * for no answer for ever, takes the token to no other host, looks at the status,
 * the length and the order of what it gets, and makes each message an object.
 * What is gained at 0 ms by anything else than fewer promises ends here.
 */
export const readHistory: ReadHistory = async (base, groupId) => {
  const tally = { messages: 0, characters: 0 };
  const manager = new Client({ token: TOKEN }).groups.messages(groupId);
  let cursor: string | undefined;
  for (;;) {
    const query = cursor ? `&before_id=${cursor}` : "";
    const controller = new AbortController();
    const limit = setTimeout(() => controller.abort(), 30_000);
    const response = await fetch(
      `${base}/groups/${groupId}/messages?limit=200${query}`,
      {
        headers: { "X-Access-Token": TOKEN },
        signal: controller.signal,
        redirect: "manual",
      },
    );
    const { ok, status, headers } = response;
    if (!ok || Number(headers.get("Content-Length")) > 67_108_864) {
      throw new Error(`status ${status}, or too long`);
    }
    const page: Page = JSON.parse(await response.text());
    clearTimeout(limit);
    const rows = page.response?.messages ?? [];
    if (rows.length === 0) return tally;
    for (const { id } of rows) {
      if (cursor && compareIds(id, cursor) >= 0) throw new Error("no order");
      cursor = id;
    }
    for (const { text } of rows.map((row) => new Message(manager, row))) {
      tally.messages += 1;
      tally.characters += text?.length ?? 0;
    }
  }
};
