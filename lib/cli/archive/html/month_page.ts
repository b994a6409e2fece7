import { timeOfId } from "../../../mirror/server_clock.ts";
import { toDate, toId } from "../../../wire/json.ts";
import type { MessageData } from "../../../wire/message.ts";
import { escapeHtml } from "./escape.ts";
import { messageHtml, type Places } from "./message.ts";
import { pageOf } from "./page.ts";

/** The messages of one month in one conversation, oldest first. */
export interface Month {
  /** Such as `2025-08`, in UTC. */
  readonly name: string;
  readonly rows: readonly MessageData[];
  /** The messages that those answer, by id, as far as they are stored. */
  readonly quoted: ReadonlyMap<string, MessageData>;
}

/** GroupMe's start, in ms since 1970: an id of an earlier time is made of none. */
const FIRST_TIME = Date.UTC(2010, 0);

/** The month of a message, in UTC. */
export function monthOf(row: MessageData): string {
  return dayOf(row).slice(0, "2025-08".length);
}

/**
 * The day of a message, in UTC: by its id, in whose order pages are written,
 * since its `created_at` can be a second off; by that where the id tells none.
 */
function dayOf(row: MessageData): string {
  const byId = new Date(timeOfId(toId(row.id)));
  const date = +byId >= FIRST_TIME ? byId : toDate(row.created_at) ?? byId;
  return (Number.isNaN(+date) ? new Date(0) : date).toISOString()
    .split("T")[0] ?? "";
}

/** A month as a page, with ways to those beside it. */
export function monthPage(
  title: string,
  { name, rows }: Month,
  beside: { readonly before?: string; readonly after?: string },
  places: Places,
): string {
  const days = Map.groupBy(rows, dayOf);
  const sections = [...days].map(([day, rows]) =>
    `<h2 class="day">${day}</h2>\n${
      rows.map((row) => messageHtml(row, places)).join("\n")
    }`
  );
  const link = (month: string | undefined, what: string) =>
    month ? [`<li><a href="${month}.html">${what}: ${month}</a></li>`] : [];
  const ways = (label: string) =>
    `<nav aria-label="${label}"><ul><li><a href="../index.html">All conversations</a></li>${
      [...link(beside.before, "Earlier"), ...link(beside.after, "Later")]
        .join("")
    }</ul></nav>`;
  return pageOf({
    title: `${title}, ${name}`,
    body: `<header>${ways("Months")}<h1>${
      escapeHtml(title)
    }, ${name}</h1></header>
<main>
${sections.join("\n")}
</main>
<footer>${ways("Months, at the end")}</footer>`,
  });
}
