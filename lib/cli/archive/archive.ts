import { defer, finalize, type Observable } from "rxjs";
import type { ListedConversation } from "../../mirror/conversation_list.ts";
import { sqliteMirror } from "../../mirror/deno_sqlite.ts";
import { storedConversations } from "../../mirror/run_state.ts";
import type { MirrorStore } from "../../mirror/store.ts";
import { assertDeno, Failure } from "../failure.ts";
import { idOf, isSameName } from "../find_conversation.ts";
import { reasonOfFile } from "../line_file.ts";
import { MediaDirectory } from "./media_directory.ts";

const DATABASE = "groupme.db";
/** Titles that a failure names. */
const MAX_TITLES = 20;

/** A copy of an account in a directory. */
export interface Archive {
  /** The messages. */
  readonly store: MirrorStore;
  /** The pictures. */
  readonly media: MediaDirectory;
}

/**
 * Opens an archive while `use` lasts.
 *
 * @param isToMake Whether to make it where there is none.
 */
export function withArchive<T>(
  directory: string,
  isToMake: boolean,
  use: (archive: Archive) => Observable<T>,
): Observable<T> {
  return defer(() => {
    assertDeno("A copy of conversations");
    const path = `${directory}/${DATABASE}`;
    if (isToMake) makeDirectory(directory);
    else assertFile(path, directory);
    const store = sqliteMirror(path);
    const media = new MediaDirectory(`${directory}/media`);
    return use({ store, media }).pipe(
      finalize(() => void store[Symbol.asyncDispose]()),
    );
  });
}

/**
 * The conversations of an archive that the user means, and their topics; all
 * where none is named. The title of a topic begins with that of its group.
 *
 * @throws {Failure} When one that is named is not in it.
 */
export async function chosenConversations(
  store: MirrorStore,
  wanted: readonly string[],
): Promise<readonly ListedConversation[]> {
  const all = await storedConversations(store);
  const titleOf = (it: ListedConversation) => fullTitle(it, all);
  const isNamed = (it: ListedConversation, name: string) =>
    isMeant(it, name) || isSameName(titleOf(it), name);
  const missing = wanted.find((name) => !all.some((it) => isNamed(it, name)));
  if (missing !== undefined) {
    throw new Failure(
      `Cannot find "${missing}" in this archive: it has ${
        listOf(all.map(titleOf))
      }`,
    );
  }
  const isChosen = (it: ListedConversation) =>
    wanted.length === 0 ||
    wanted.some((name) => isNamed(it, name) || isTopicOf(it, name, all));
  return all.filter(isChosen).map((it) => ({ ...it, title: titleOf(it) }));
}

/** Titles, as far as they fit into a line. */
function listOf(titles: readonly string[]): string {
  const shown = titles.slice(0, MAX_TITLES).map((title) => `"${title}"`);
  const others = titles.length - shown.length;
  return [...shown, ...others > 0 ? [`${others} others`] : []].join(", ") ||
    "nothing";
}

/** The title of a conversation; that of a topic after its group's. */
function fullTitle(
  { title, parentId }: ListedConversation,
  all: readonly ListedConversation[],
): string {
  const parent = parentId &&
    all.find(({ name }) => name === `group:${parentId}`);
  return parent ? `${parent.title}: ${title}` : title;
}

/** Whether a conversation has an id, or a title, as the user types it. */
export function isMeant(
  { key, title }: Pick<ListedConversation, "key" | "title">,
  wanted: string,
): boolean {
  return idOf(key) === wanted || isSameName(title, wanted);
}

function isTopicOf(
  { parentId }: ListedConversation,
  wanted: string,
  all: readonly ListedConversation[],
): boolean {
  return parentId !== undefined &&
    all.some((it) =>
      "groupId" in it.key && it.key.groupId === parentId && isMeant(it, wanted)
    );
}

function makeDirectory(path: string): void {
  try {
    Deno.mkdirSync(path, { recursive: true });
  } catch (error) {
    const reason = error instanceof Deno.errors.AlreadyExists
      ? "it is a file"
      : reasonOfFile(error);
    throw new Failure(`Cannot make the directory ${path}: ${reason}`);
  }
}

function assertFile(path: string, directory: string): void {
  try {
    if (Deno.statSync(path).isFile) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) {
      throw new Failure(`Cannot read ${directory}: ${reasonOfFile(error)}`);
    }
  }
  throw new Failure(
    `Cannot read ${directory}: there is no archive in it. "groupme mirror ${directory}" makes one`,
  );
}
