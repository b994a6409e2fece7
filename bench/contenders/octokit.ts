import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import type { ReadHistory } from "./contender.ts";

/** GitHub's client over the same messages, as GitHub lists things. */
export const readHistory: ReadHistory = async (base) => {
  const baseUrl = base.replace(/v3$/, "octokit");
  const octokit = new (Octokit.plugin(paginateRest))({ baseUrl });
  const tally = { messages: 0, characters: 0 };
  const pages = octokit.paginate.iterator("GET /messages", { per_page: 100 });
  for await (const { data } of pages) {
    for (const { text } of data as { text: string | null }[]) {
      tally.messages += 1;
      tally.characters += text?.length ?? 0;
    }
  }
  return tally;
};
