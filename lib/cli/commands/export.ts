import { finalize, type Observable } from "rxjs";
import type { ListedConversation } from "../../mirror/conversation_list.ts";
import { abortable } from "../../util/abortable.ts";
import type { MessageData } from "../../wire/message.ts";
import {
  type Archive,
  chosenConversations,
  withArchive,
} from "../archive/archive.ts";
import { CSV_HEADER, csvLine } from "../archive/csv.ts";
import { exportHtml, INDEX_PAGE } from "../archive/html/export_html.ts";
import { isIndexPage } from "../archive/html/index_page.ts";
import { type ReadRows, rowsOf } from "../archive/rows.ts";
import { Failure } from "../failure.ts";
import { LineFile, writeFailure } from "../line_file.ts";
import { quantity } from "../quantities.ts";
import { jsonLine } from "../sanitize.ts";
import type { Screen } from "../screen.ts";

/** The options of an export. */
export interface ExportOptions {
  /** Ids or names of groups and chats; all unless told. */
  group?: readonly string[];
  /** The kind of export. */
  format: "html" | "csv" | "ndjson";
  /** Begin with the oldest message. */
  oldestFirst?: boolean;
}

/** Writes an archive as pages, or as a line for each message. */
export function exportArchive(
  screen: Screen,
  directory: string,
  to: string,
  { group = [], format, oldestFirst = false }: ExportOptions,
): Observable<unknown> {
  return withArchive(
    directory,
    false,
    (archive) =>
      abortable(async (signal) => {
        const chosen = await chosenConversations(archive.store, group);
        let total = 0;
        const isOldestFirst = oldestFirst || format === "html";
        const rows = ({ name, title }: ListedConversation) =>
          rowsOf(archive.store, name, isOldestFirst, signal, (count) => {
            total += count;
            const done = `Writing ${quantity(total, "message")}`;
            // Lines that are printed show how far it is.
            if (to !== "-") screen.status(`${done}  ${title}`);
          });
        const count = format === "html"
          ? await pages(archive, chosen, to, rows)
          : await lines(screen, chosen, to, format, rows);
        if (to !== "-") screen.note(`${quantity(count, "message")} in ${to}`);
      }).pipe(finalize(() => screen.status(undefined))),
  );
}

async function pages(
  archive: Archive,
  conversations: readonly ListedConversation[],
  to: string,
  rows: ReadRows,
): Promise<number> {
  try {
    assertOurs(to);
    return await exportHtml(archive, conversations, to, rows);
  } catch (error) {
    throw writeFailure(to, error);
  }
}

/** Makes sure that a directory is new, empty, or an export. */
function assertOurs(to: string): void {
  try {
    const names = [...Deno.readDirSync(to)].map(({ name }) => name)
      // Of a run that was killed while it wrote its first page.
      .filter((name) => name !== `${INDEX_PAGE}.new`);
    if (names.length === 0) return;
    const isIndexed = names.includes(INDEX_PAGE);
    if (
      isIndexed && isIndexPage(Deno.readTextFileSync(`${to}/${INDEX_PAGE}`))
    ) {
      return;
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new Failure(
    `Cannot write into ${to}: it holds something else. Choose a new directory`,
  );
}

async function lines(
  screen: Screen,
  conversations: readonly ListedConversation[],
  to: string,
  format: "csv" | "ndjson",
  rows: ReadRows,
): Promise<number> {
  // Not "using", which is a syntax error in Node.js 20.
  const file = LineFile.open(to, screen);
  try {
    if (format === "csv") file.write(CSV_HEADER);
    let count = 0;
    for (const conversation of conversations) {
      const lineOf = (row: MessageData) =>
        format === "csv" ? csvLine(conversation.title, row) : jsonLine(row);
      for await (const row of rows(conversation)) {
        file.write(lineOf(row));
        count += 1;
      }
    }
    file.end();
    return count;
  } finally {
    file[Symbol.dispose]();
  }
}
