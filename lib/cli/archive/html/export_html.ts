import { rmSync } from "node:fs";
import type { ListedConversation } from "../../../mirror/conversation_list.ts";
import { nextId, previousId } from "../../../mirror/coverage.ts";
import { pictureUrls } from "../../../mirror/media.ts";
import { coverageOf } from "../../../mirror/stored_conversations.ts";
import { toId, toText } from "../../../wire/json.ts";
import type { MessageData } from "../../../wire/message.ts";
import { jsonLine } from "../../sanitize.ts";
import type { Archive } from "../archive.ts";
import type { ReadRows } from "../rows.ts";
import { type IndexEntry, indexPage, unfinishedPage } from "./index_page.ts";
import { answeredIds } from "./message.ts";
import { type Month, monthOf, monthPage } from "./month_page.ts";

/** The file that leads to all others. */
export const INDEX_PAGE = "index.html";

/** Messages in one script of the search. */
const SEARCH_CHUNK = 20_000;

/**
 * Writes conversations as pages into a directory: one a month, and an index.
 * Memory is one month.
 *
 * @returns How many messages there are.
 */
export async function exportHtml(
  archive: Archive,
  conversations: readonly ListedConversation[],
  directory: string,
  rows: ReadRows,
): Promise<number> {
  startOver(directory);
  const entries: IndexEntry[] = [];
  const search = new SearchFiles(directory);
  // Authors write in many conversations: their pictures are copied once.
  const pictures = new Map<string, string>();
  const known = await coverageOf(archive.store, conversations);
  for (const [n, listed] of conversations.entries()) {
    const { title } = listed;
    const writer = new ConversationPages(
      archive,
      listed,
      directory,
      search,
      pictures,
    );
    for await (const row of rows(listed)) await writer.add(row);
    writer.end();
    search.end(title);
    const { months, directory: place } = writer;
    const isComplete = known[n]?.isComplete ?? false;
    entries.push({ title, directory: place, months, isComplete });
  }
  const page = indexPage(entries, search.files);
  writeIndex(directory, page);
  return entries.flatMap(({ months }) => [...months.values()])
    .reduce((sum, it) => sum + it, 0);
}

/** The entries of a directory that an export has made. */
const OWN_ENTRY = /^(?:search|media|(?:group|topic|chat)_[\d+]+)$/;

/**
 * Makes the directory, or empties it of an earlier export, of which no text may
 * stay that is deleted by now. Until all is written the index says that it is not.
 */
function startOver(directory: string): void {
  Deno.mkdirSync(directory, { recursive: true });
  writeIndex(directory, unfinishedPage());
  for (const { name } of Deno.readDirSync(directory)) {
    if (!OWN_ENTRY.test(name)) continue;
    Deno.removeSync(`${directory}/${name}`, { recursive: true });
  }
  Deno.mkdirSync(`${directory}/search`);
}

/**
 * Writes the index, whole or not at all: a directory whose index does not say
 * that it is an export is left alone, and could never be written again.
 */
function writeIndex(directory: string, page: string): void {
  const path = `${directory}/${INDEX_PAGE}`;
  try {
    Deno.writeTextFileSync(`${path}.new`, page);
    Deno.renameSync(`${path}.new`, path);
  } catch (error) {
    rmSync(`${path}.new`, { force: true });
    throw error;
  }
}

/** Writes the months of one conversation, each once the next is known. */
class ConversationPages {
  readonly directory: string;
  readonly months = new Map<string, number>();
  readonly #archive: Archive;
  readonly #title: string;
  readonly #root: string;
  readonly #search: SearchFiles;
  readonly #name: string;
  readonly #pictures: Map<string, string>;
  /** The month that rows are added to, which is written once the next is over. */
  #current = "";
  #rows: MessageData[] = [];
  #quoted = new Map<string, MessageData>();
  /** The months of rows that are on another page than their time says. */
  readonly #moved = new Map<string, string>();
  #month: Month | undefined;
  #before: string | undefined;

  constructor(
    archive: Archive,
    { name, title }: ListedConversation,
    root: string,
    search: SearchFiles,
    pictures: Map<string, string>,
  ) {
    this.#archive = archive;
    this.#pictures = pictures;
    this.#name = name;
    this.#title = title;
    this.#root = root;
    this.#search = search;
    this.directory = name.replaceAll(/[^\w+-]/g, "_");
  }

  async add(row: MessageData): Promise<void> {
    const own = monthOf(row);
    // A month that came back would take the place of its page.
    const month = own < this.#current ? this.#current : own;
    if (month !== own) this.#moved.set(toId(row.id), month);
    if (month !== this.#current) this.#close();
    this.#current = month;
    this.#rows.push(row);
    await this.#keepQuoted(row);
    this.months.set(month, (this.months.get(month) ?? 0) + 1);
    this.#copyPictures(row);
    this.#search.add(this.#title, `${this.directory}/${month}.html`, row);
  }

  end(): void {
    this.#close();
    if (this.#month) this.#write(this.#month, undefined);
  }

  /** A month is over: the one before it is written, as its neighbours are known. */
  #close(): void {
    if (this.#rows.length === 0) return;
    const month = {
      name: this.#current,
      rows: this.#rows,
      quoted: this.#quoted,
    };
    if (this.#month) this.#write(this.#month, month.name);
    this.#month = month;
    this.#rows = [];
    this.#quoted = new Map();
  }

  #write(month: Month, after: string | undefined): void {
    const places = {
      picture: (url: string) => {
        const file = this.#pictures.get(url);
        return file && `../media/${file}`;
      },
      quoted: (id: string) => month.quoted.get(id),
      page: (row: MessageData) =>
        `${this.#moved.get(toId(row.id)) ?? monthOf(row)}.html`,
    };
    const beside = { before: this.#before, after };
    const page = monthPage(this.#title, month, beside, places);
    const directory = `${this.#root}/${this.directory}`;
    Deno.mkdirSync(directory, { recursive: true });
    Deno.writeTextFileSync(`${directory}/${month.name}.html`, page);
    this.#before = month.name;
  }

  async #keepQuoted(row: MessageData): Promise<void> {
    for (const id of answeredIds(row)) {
      const only = { after: previousId(id), before: nextId(id), limit: 1 };
      const [quoted] = await this.#archive.store.read(this.#name, only);
      if (quoted) this.#quoted.set(id, quoted);
    }
  }

  #copyPictures(row: MessageData): void {
    for (const url of pictureUrls(row)) {
      if (this.#pictures.has(url)) continue;
      const file = this.#archive.media.fileOf(url);
      if (!file) continue;
      Deno.mkdirSync(`${this.#root}/media`, { recursive: true });
      this.#archive.media.copy(file, `${this.#root}/media/${file}`);
      this.#pictures.set(url, file);
    }
  }
}

/** Writes what the search of the index loads. */
class SearchFiles {
  readonly files: string[] = [];
  readonly #root: string;
  #rows: string[][] = [];

  constructor(root: string) {
    this.#root = root;
  }

  add(title: string, page: string, row: MessageData): void {
    const text = toText(row.text);
    if (!text) return;
    const name = toText(row.name) ?? "Somebody";
    this.#rows.push([page, toId(row.id), name, text]);
    if (this.#rows.length >= SEARCH_CHUNK) this.end(title);
  }

  end(title: string): void {
    if (this.#rows.length === 0) return;
    const file = `search/${this.files.length + 1}.js`;
    const script = `archive(${jsonLine(title)}, ${jsonLine(this.#rows)});\n`;
    Deno.writeTextFileSync(`${this.#root}/${file}`, script);
    this.files.push(file);
    this.#rows = [];
  }
}
