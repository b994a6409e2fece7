import { quantity } from "../../quantities.ts";
import { escapeHtml } from "./escape.ts";
import { pageOf } from "./page.ts";
import { SEARCH_SCRIPT } from "./search_script.ts";

const TITLE = "GroupMe archive";

/** A conversation as the index lists it. */
export interface IndexEntry {
  readonly title: string;
  /** The directory of its pages. */
  readonly directory: string;
  /** How many messages each month has, oldest first. */
  readonly months: ReadonlyMap<string, number>;
  /** Whether the copy holds all of it. */
  readonly isComplete: boolean;
}

/** The page that leads to all others, with a search. */
export function indexPage(
  entries: readonly IndexEntry[],
  searchFiles: readonly string[],
): string {
  const total = entries.reduce((sum, it) => sum + countOf(it), 0);
  const sections = entries.map((entry) => {
    const { title, directory, months, isComplete } = entry;
    const links = [...months].map(([month, count]) =>
      `<li><a href="${directory}/${month}.html">${month}</a> <span class="count">${count}</span></li>`
    );
    const note = isComplete
      ? ""
      : '\n<p class="note">The copy of this conversation is not whole.</p>';
    return `<section>
<h2>${escapeHtml(title)}</h2>
<p class="count">${quantity(countOf(entry), "message")}</p>${note}
<ul class="months">${links.join("\n")}</ul>
</section>`;
  });
  const files = escapeHtml(searchFiles.join(" "));
  return pageOf({
    title: TITLE,
    body: `<header><h1>${TITLE}</h1>
<p>${quantity(total, "message")} in ${
      quantity(entries.length, "conversation")
    }. Times are UTC.</p></header>
<main>
<form role="search" hidden data-files="${files}">
<label for="words">Search all messages</label>
<input id="words" type="search" autocomplete="off">
<p id="found" role="status"></p>
<ol id="results" class="results" aria-label="Messages found"></ol>
</form>
${sections.join("\n")}
</main>`,
    script: SEARCH_SCRIPT,
  });
}

/** Whether a page is the index of an export. */
export function isIndexPage(html: string): boolean {
  return html.includes(`<title>${TITLE}</title>`);
}

/** The index of an export that is not finished. */
export function unfinishedPage(): string {
  return pageOf({
    title: TITLE,
    body: `<main><h1>${TITLE}</h1>
<p>This export is not finished: the same command starts it again.</p></main>`,
  });
}

function countOf({ months }: IndexEntry): number {
  return [...months.values()].reduce((sum, it) => sum + it, 0);
}
